package dev.conex.oci;

import java.io.IOException;

/// One blob on its way into a [BlobSink]. Used by one thread at a time.
public interface Ingest extends AutoCloseable {

    void write(byte[] bytes, int offset, int length) throws IOException;

    /// Verifies size and digest where they were given, and makes the blob visible; idempotent for a blob that is
    /// there already.
    ///
    /// @throws MalformedContent when the bytes are not the announced ones; nothing is stored then
    Descriptor commit() throws IOException;

    /// Before commit: throws away what was written. After it: nothing.
    @Override
    void close() throws IOException;
}
