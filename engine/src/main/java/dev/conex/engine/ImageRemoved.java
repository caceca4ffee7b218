package dev.conex.engine;

/// One thing that a removal did.
public sealed interface ImageRemoved {
    /// A name is gone.
    record Untagged(String reference) implements ImageRemoved {}

    /// An image is gone.
    record Deleted(String id) implements ImageRemoved {}
}
