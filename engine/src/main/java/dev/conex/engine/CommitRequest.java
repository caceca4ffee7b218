package dev.conex.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How to make an image of a container: its name (absent: none), who and why, Dockerfile instructions to apply,
/// a configuration to overlay, and whether to freeze meanwhile.
public record CommitRequest(
        @Nullable String reference,
        @Nullable String author,
        @Nullable String comment,
        List<String> changes,
        @Nullable ContainerConfig config,
        boolean pause) {
    public CommitRequest {
        changes = List.copyOf(changes);
    }
}
