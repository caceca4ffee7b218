package dev.conex.engine;

import java.io.IOException;
import java.io.InputStream;

/// Builds by the classic front door.
public interface Builds {
    /// Builds from a tar of the context (maybe compressed); answers the image's id, or empty if it went elsewhere.
    String build(BuildWish wish, InputStream context, BuildOutput output) throws IOException;

    /// Removes cached steps: filters `id type until unused-for`, kept bytes.
    Pruned prune(BuildPrune prune);

    /// Cached steps.
    java.util.List<BuildCacheRow> cache();

    /// Takes what a build says.
    interface BuildOutput {
        /// Text for people, with newlines as printed.
        void text(String text);

        /// The id of the image, when known.
        void imageId(String id);

        /// Progress of a pull inside the build.
        ImageProgress pulling();
    }
}
