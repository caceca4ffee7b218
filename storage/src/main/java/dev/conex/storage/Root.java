package dev.conex.storage;

import dev.conex.oci.ChainId;
import dev.conex.oci.Digest;

/// Something that must stay, with all it leads to. `reason` is shown to people: `container web`, `name
/// busybox:latest`.
public sealed interface Root {
    String reason();

    /// A blob; when it is an index, a manifest or an image config, all it leads to.
    record OfBlob(String reason, Digest digest) implements Root {}

    /// A layer and those below it.
    record OfLayer(String reason, ChainId chain) implements Root {}
}
