package dev.conex.engine;

import org.jspecify.annotations.Nullable;

/// Takes progress, from several threads; words are Docker's (`Pulling fs layer`, `Downloading`, …).
public interface ImageProgress {
    /// A line about one thing; `id` empty for lines about the whole. `total` 0 = unknown or no figures.
    void status(String id, String status, long current, long total);

    /// A line of text for people, with its newline (`Loaded image: …`).
    default void text(String text) {
        status("", text, 0, 0);
    }

    /// The final machine-readable word of a push or a build: tag, digest, size.
    default void pushed(String tag, String digest, long size) {}

    /// The final machine-readable id of an import or load.
    default void imageId(String id, @Nullable String name) {}
}
