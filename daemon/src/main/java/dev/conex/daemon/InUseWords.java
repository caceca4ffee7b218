package dev.conex.daemon;

import dev.conex.engine.Refusal;

/// Words for things that others use.
final class InUseWords {
    private static final int SHORT_ID = 12;

    private InUseWords() {}

    static Words.Answer of(Refusal.InUse r) {
        return switch (r.noun()) {
            case IMAGE -> new Words.Answer(409, image(r));
            case VOLUME ->
                new Words.Answer(
                        409, "remove %s: volume is in use - [%s]".formatted(r.id(), String.join(", ", r.by())));
            case NETWORK -> new Words.Answer(403, network(r));
            case CONTAINER, EXEC, BUILD, PLUGIN, FILE, RUNTIME ->
                new Words.Answer(409, "%s is in use by %s".formatted(r.id(), String.join(", ", r.by())));
        };
    }

    private static String image(Refusal.InUse r) {
        var user = r.by().isEmpty() ? "" : shortened(r.by().getFirst());
        return switch (r.detail()) {
            case "running" ->
                "conflict: unable to delete %s (cannot be forced) - image is being used by running container %s"
                        .formatted(r.id(), user);
            case "stopped" ->
                "conflict: unable to delete %s (must be forced) - image is being used by stopped container %s"
                        .formatted(r.id(), user);
            case "name" ->
                "conflict: unable to remove repository reference \"%s\" (must force) - container %s is using its referenced image %s"
                        .formatted(r.id(), user, shortened(r.by().getLast()));
            case "names" ->
                "conflict: unable to delete %s (must be forced) - image is referenced in multiple repositories"
                        .formatted(r.id());
            default ->
                r.detail().isEmpty()
                        ? "conflict: unable to delete %s (must be forced) - image is being used by container %s"
                                .formatted(r.id(), user)
                        : r.detail();
        };
    }

    private static String network(Refusal.InUse r) {
        return r.detail().isEmpty()
                ? "error while removing network: network %s has active endpoints".formatted(r.id())
                : "error while removing network: network %s has active endpoints (%s)".formatted(r.id(), r.detail());
    }

    private static String shortened(String id) {
        return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }
}
