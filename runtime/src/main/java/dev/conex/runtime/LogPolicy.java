package dev.conex.runtime;

/// What becomes of a container's output besides being attached to.
public sealed interface LogPolicy {
    /// Docker's defaults of the driver `local`: 5 files of 20 MB.
    LogPolicy STANDARD = new Files(20_000_000, 5);

    /// Nothing is kept.
    record None() implements LogPolicy {}

    /// Frames in `container.log`, rotated when a file would exceed `bytesMax`.
    ///
    /// @param bytesMax 0 for no limit
    /// @param filesMax how many files, with the one being written
    record Files(long bytesMax, int filesMax) implements LogPolicy {
        public Files {
            if (bytesMax < 0 || filesMax < 1) {
                throw new IllegalArgumentException("log of %d files of %d bytes".formatted(filesMax, bytesMax));
            }
        }
    }
}
