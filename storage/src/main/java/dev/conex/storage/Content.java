package dev.conex.storage;

import dev.conex.oci.BlobSink;
import dev.conex.oci.BlobSource;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/// Blobs by digest. Once committed a blob is durable and never changes.
public interface Content extends BlobSource, BlobSink {

    /// Size of a blob, its media type being unknown here (`application/octet-stream`).
    Optional<Descriptor> stat(Digest digest) throws IOException;

    /// Removes a blob; nothing happens when there is none. Only the sweep and the registry's own delete call it.
    void delete(Digest digest) throws IOException;

    /// All blobs that are there now.
    Stream<Digest> list() throws IOException;
}
