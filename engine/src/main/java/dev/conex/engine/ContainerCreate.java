package dev.conex.engine;

import org.jspecify.annotations.Nullable;

/// A wish for a container: its name (absent: the engine invents one), the platform `os/arch[/variant]` (absent:
/// the host's), and everything else.
public record ContainerCreate(
        @Nullable String name, @Nullable String platform, ContainerSpec spec) {
    /// A container without a chosen name.
    public static ContainerCreate of(ContainerSpec spec) {
        return new ContainerCreate(null, null, spec);
    }

    /// A container with a name.
    public static ContainerCreate named(String name, ContainerSpec spec) {
        return new ContainerCreate(name, null, spec);
    }
}
