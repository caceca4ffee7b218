package dev.conex.linux;

import dev.conex.linux.ffm.LibIsal;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.zip.ZipException;

/// A stream of gzip members, unpacked. Not for several threads at once.
final class IsalInput extends InputStream {
    private static final int IN_SIZE = 64 * 1024;
    private static final int OUT_SIZE = 256 * 1024;
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;

    private final LibIsal library;
    private final InputStream compressed;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(LibIsal.INFLATE_STATE_SIZE, 64);
    private final MemorySegment in = arena.allocate(IN_SIZE);
    private final MemorySegment out = arena.allocate(OUT_SIZE);
    private final byte[] heap = new byte[IN_SIZE];
    private int outAt;
    private int outEnd;
    private boolean inputEnded;
    private boolean done;

    IsalInput(LibIsal library, InputStream compressed) {
        this.library = library;
        this.compressed = compressed;
        library.inflateInit(state);
        state.set(ValueLayout.JAVA_INT, LibIsal.INFLATE_CRC_FLAG, LibIsal.GZIP);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        if (!arena.scope().isAlive()) {
            throw new IOException("read from a closed stream");
        }
        while (outAt == outEnd) {
            if (done) {
                return -1;
            }
            more();
        }
        var n = Math.min(length, outEnd - outAt);
        MemorySegment.copy(out, ValueLayout.JAVA_BYTE, outAt, buffer, offset, n);
        outAt += n;
        return n;
    }

    private void more() throws IOException {
        if (available(state) == 0) {
            fill(0);
        }
        state.set(ValueLayout.JAVA_LONG, LibIsal.INFLATE_NEXT_OUT, out.address());
        state.set(ValueLayout.JAVA_INT, LibIsal.INFLATE_AVAIL_OUT, OUT_SIZE);
        var result = library.inflate(state);
        if (result < 0) {
            throw new ZipException("the gzip data is damaged (%s)".formatted(reason(result)));
        }
        outAt = 0;
        outEnd = OUT_SIZE - state.get(ValueLayout.JAVA_INT, LibIsal.INFLATE_AVAIL_OUT);
        if (state.get(ValueLayout.JAVA_INT, LibIsal.INFLATE_BLOCK_STATE) == LibIsal.BLOCK_FINISH) {
            nextMember();
        } else if (outEnd == 0 && inputEnded && available(state) == 0) {
            throw new EOFException("the gzip data ends too early");
        }
    }

    /// The error codes of `igzip_lib.h`.
    private static String reason(int result) {
        return switch (result) {
            case -1 -> "invalid block";
            case -2 -> "invalid symbol";
            case -3 -> "reference before the start";
            case -4 -> "no gzip header";
            case -5 -> "unknown method";
            case -6 -> "wrong checksum";
            default -> "error " + result;
        };
    }

    private void nextMember() throws IOException {
        while (available(state) < 2 && !inputEnded) {
            fill(available(state));
        }
        var left = available(state);
        if (left == 0) {
            done = true;
            return;
        }
        var at = state.get(ValueLayout.JAVA_LONG, LibIsal.INFLATE_NEXT_IN) - in.address();
        if (left < 2 || byteAt(at) != MAGIC_1 || byteAt(at + 1) != MAGIC_2) {
            throw new ZipException("something else follows the gzip data");
        }
        library.inflateReset(state);
        state.set(ValueLayout.JAVA_INT, LibIsal.INFLATE_CRC_FLAG, LibIsal.GZIP);
    }

    private int byteAt(long at) {
        return in.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    private static int available(MemorySegment state) {
        return state.get(ValueLayout.JAVA_INT, LibIsal.INFLATE_AVAIL_IN);
    }

    /// Reads more input behind what is left of the old.
    private void fill(int left) throws IOException {
        if (left > 0) {
            var at = state.get(ValueLayout.JAVA_LONG, LibIsal.INFLATE_NEXT_IN) - in.address();
            MemorySegment.copy(in, at, in, 0, left);
        }
        var n = compressed.read(heap, 0, IN_SIZE - left);
        if (n < 0) {
            inputEnded = true;
            n = 0;
        }
        MemorySegment.copy(heap, 0, in, ValueLayout.JAVA_BYTE, left, n);
        state.set(ValueLayout.JAVA_LONG, LibIsal.INFLATE_NEXT_IN, in.address());
        state.set(ValueLayout.JAVA_INT, LibIsal.INFLATE_AVAIL_IN, left + n);
    }

    @Override
    public void close() throws IOException {
        if (arena.scope().isAlive()) {
            arena.close();
            compressed.close();
        }
    }
}
