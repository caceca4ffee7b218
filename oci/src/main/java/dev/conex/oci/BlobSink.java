package dev.conex.oci;

import java.io.IOException;

/// Where blobs go to. Nothing is visible there before [Ingest#commit()].
public interface BlobSink {

    /// Begins a blob whose digest and size are known; commit refuses anything else.
    Ingest ingest(Descriptor descriptor) throws IOException;

    /// Begins a blob whose digest and size are known only when all is written.
    Ingest ingestUnknown(String mediaType) throws IOException;
}
