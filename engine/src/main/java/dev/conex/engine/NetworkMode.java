package dev.conex.engine;

/// Whose network a container lives in, parsed from Docker's word.
sealed interface NetworkMode {
    /// The host's.
    record Host() implements NetworkMode {}

    /// Its own, with nothing but a loopback.
    record None() implements NetworkMode {}

    /// Another container's.
    record JoinedTo(String container) implements NetworkMode {}

    /// Its own, on a network by name (`default` and `bridge` are the default bridge).
    record Named(String network) implements NetworkMode {}

    static NetworkMode of(ContainerSpec spec) {
        if (spec.config().networkDisabled()) {
            return new None();
        }
        var mode = spec.host().network().mode();
        return switch (mode) {
            case "host" -> new Host();
            case "none" -> new None();
            case "", "default", "bridge" -> new Named("bridge");
            default ->
                mode.startsWith("container:") ? new JoinedTo(mode.substring("container:".length())) : new Named(mode);
        };
    }

    /// Whether the network half has anything to do.
    default boolean connected() {
        return switch (this) {
            case Named _ -> true;
            case Host _, None _, JoinedTo _ -> false;
        };
    }
}
