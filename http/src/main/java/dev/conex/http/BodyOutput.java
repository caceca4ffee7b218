package dev.conex.http;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hc.core5.http.impl.io.ChunkedOutputStream;
import org.jspecify.annotations.Nullable;

/// The body of a message being sent, in one of the framings of HTTP/1.1.
final class BodyOutput extends OutputStream {
    private static final long UNKNOWN = -1;

    private final @Nullable Wire wire;
    private final @Nullable ChunkedOutputStream chunks;
    private long bytesLeft;
    private boolean closed;

    private BodyOutput(@Nullable Wire wire, @Nullable ChunkedOutputStream chunks, long length) {
        this.wire = wire;
        this.chunks = chunks;
        this.bytesLeft = length;
    }

    /// Takes everything and sends nothing, as HEAD wants.
    static BodyOutput dropped() {
        return new BodyOutput(null, null, UNKNOWN);
    }

    static BodyOutput ofLength(Wire wire, long length) {
        return new BodyOutput(wire, null, length);
    }

    static BodyOutput untilClose(Wire wire) {
        return new BodyOutput(wire, null, UNKNOWN);
    }

    static BodyOutput chunked(Wire wire, ChunkedOutputStream chunks) {
        return new BodyOutput(wire, chunks, UNKNOWN);
    }

    /// Whether the peer can see where the body ends.
    boolean complete() {
        return bytesLeft <= 0;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("write body: already ended");
        }
        if (wire == null || length == 0) {
            return;
        }
        if (chunks != null) {
            chunks.write(bytes, offset, length);
            return;
        }
        if (bytesLeft != UNKNOWN) {
            if (length > bytesLeft) {
                throw new IOException("write body: longer than its Content-Length");
            }
            bytesLeft -= length;
        }
        wire.outputBuffer().write(bytes, offset, length, wire.output());
    }

    @Override
    public void flush() throws IOException {
        if (closed) {
            return;
        }
        if (chunks != null) {
            chunks.flush();
        }
        if (wire != null) {
            wire.flush();
        }
    }

    /// Ends the body; the last chunk is sent with the next flush of the wire.
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            if (chunks != null) {
                chunks.close();
            }
            if (wire != null) {
                wire.flush();
            }
        }
    }
}
