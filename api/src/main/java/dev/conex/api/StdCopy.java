package dev.conex.api;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The frames in which output of a container without a terminal travels: one byte stream, three zero bytes, four bytes
/// length (big endian), payload.
public final class StdCopy {
    public static final int STDIN = 0;
    public static final int STDOUT = 1;
    public static final int STDERR = 2;
    /// An error of the daemon itself, as text.
    public static final int SYSTEM_ERROR = 3;

    /// Payload of one frame; a peer that announces more is refused.
    public static final int FRAME_BYTES_MAX = 16 * 1024 * 1024;

    private static final int HEADER_BYTES = 8;
    private static final int COPY_BYTES = 64 * 1024;

    private StdCopy() {}

    /// Writes one frame with one call of the stream; empty ones are left out.
    public static void write(OutputStream out, int stream, byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        var frame = new byte[HEADER_BYTES + length];
        frame[0] = (byte) stream;
        frame[4] = (byte) (length >>> 24);
        frame[5] = (byte) (length >>> 16);
        frame[6] = (byte) (length >>> 8);
        frame[7] = (byte) length;
        System.arraycopy(bytes, offset, frame, HEADER_BYTES, length);
        out.write(frame, 0, frame.length);
    }

    /// Takes payloads apart by stream.
    @FunctionalInterface
    public interface Frames {
        /// A piece of a frame.
        void piece(int stream, byte[] bytes, int offset, int length) throws IOException;
    }

    /// Reads frames until the end.
    ///
    /// @throws EOFException if it ends inside a frame
    public static void read(InputStream in, Frames frames) throws IOException {
        var header = new byte[HEADER_BYTES];
        var buffer = new byte[COPY_BYTES];
        while (true) {
            int got = in.readNBytes(header, 0, HEADER_BYTES);
            if (got == 0) {
                return;
            }
            if (got < HEADER_BYTES) {
                throw new EOFException("stream ended inside the header of a frame");
            }
            long length = ByteBuffer.wrap(header, 4, 4).getInt() & 0xffff_ffffL;
            if (header[0] < STDIN || header[0] > SYSTEM_ERROR || length > FRAME_BYTES_MAX) {
                throw new IOException("not a frame: stream " + header[0] + ", " + length + " bytes");
            }
            payload(in, frames, header[0], (int) length, buffer);
        }
    }

    private static void payload(InputStream in, Frames frames, int stream, int length, byte[] buffer)
            throws IOException {
        int left = length;
        while (left > 0) {
            int n = in.read(buffer, 0, Math.min(left, buffer.length));
            if (n < 0) {
                throw new EOFException("stream ended inside a frame, " + left + " bytes are missing");
            }
            frames.piece(stream, buffer, 0, n);
            left -= n;
        }
    }

    /// Copies frames to two streams, flushing each piece; a system error is thrown.
    public static void copy(InputStream in, @Nullable OutputStream out, @Nullable OutputStream err) throws IOException {
        read(in, (stream, bytes, offset, length) -> {
            if (stream == SYSTEM_ERROR) {
                throw new IOException(
                        "daemon: " + new String(bytes, offset, length, java.nio.charset.StandardCharsets.UTF_8));
            }
            var to = stream == STDERR ? err : out;
            if (to != null) {
                to.write(bytes, offset, length);
                to.flush();
            }
        });
    }
}
