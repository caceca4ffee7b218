package dev.conex.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How to make an image of a plain tar.
public record ImageImport(
        @Nullable String reference,
        @Nullable String comment,
        List<String> changes,
        @Nullable String platform) {
    public ImageImport {
        changes = List.copyOf(changes);
    }
}
