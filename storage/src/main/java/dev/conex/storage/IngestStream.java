package dev.conex.storage;

import dev.conex.oci.Ingest;
import java.io.IOException;
import java.io.OutputStream;

/// Writes into an ingest; closing it neither commits nor closes it.
final class IngestStream extends OutputStream {
    private final Ingest ingest;

    IngestStream(Ingest ingest) {
        this.ingest = ingest;
    }

    @Override
    public void write(int b) throws IOException {
        ingest.write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ingest.write(bytes, offset, length);
    }
}
