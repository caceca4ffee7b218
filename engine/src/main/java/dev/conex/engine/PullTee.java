package dev.conex.engine;

import dev.conex.oci.Descriptor;
import dev.conex.oci.Ingest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/// Reads a blob and writes all that is read into the store, so that it is unpacked while it comes. The blob
/// becomes visible by [#commit()] only.
final class PullTee extends FilterInputStream {
    private static final int BUFFER_BYTES = 1 << 17;

    private final Ingest ingest;
    private final LongConsumer progress;

    /// @param progress gets the number of bytes of each piece
    PullTee(InputStream in, Ingest ingest, LongConsumer progress) {
        super(in);
        this.ingest = ingest;
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int got = in.read(bytes, offset, length);
        if (got > 0) {
            ingest.write(bytes, offset, got);
            progress.accept(got);
        }
        return got;
    }

    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, read(new byte[Math.clamp(count, 1, BUFFER_BYTES)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /// Reads what the unpacker left, verifies it all, and makes the blob visible.
    Descriptor commit() throws IOException {
        drain();
        return ingest.commit();
    }

    /// Reads what the unpacker left.
    void drain() throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        while (read(buffer, 0, buffer.length) >= 0) {
            // everything goes into the store
        }
    }

    @Override
    public void close() throws IOException {
        try (ingest) {
            super.close();
        }
    }
}
