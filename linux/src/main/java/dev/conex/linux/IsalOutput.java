package dev.conex.linux;

import dev.conex.linux.ffm.LibIsal;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/// Packs into one gzip member. Input is gathered into full blocks first, so that the result does not depend on how it
/// was
/// written. Not for several threads at once.
final class IsalOutput extends OutputStream {
    private static final int IN_SIZE = 256 * 1024;
    private static final int OUT_SIZE = 64 * 1024;

    private final LibIsal library;
    private final OutputStream to;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment stream = arena.allocate(LibIsal.DEFLATE_STATE_SIZE, 64);
    private final MemorySegment levelBuffer = arena.allocate(LibIsal.LEVEL_BUFFER_SIZE, 64);
    private final MemorySegment in = arena.allocate(IN_SIZE);
    private final MemorySegment out = arena.allocate(OUT_SIZE);
    private final byte[] heap = new byte[OUT_SIZE];
    private int gathered;

    IsalOutput(LibIsal library, OutputStream to) {
        this.library = library;
        this.to = to;
        library.deflateInit(stream);
        stream.set(ValueLayout.JAVA_INT, LibIsal.DEFLATE_LEVEL, LibIsal.LEVEL);
        stream.set(ValueLayout.JAVA_LONG, LibIsal.DEFLATE_LEVEL_BUFFER, levelBuffer.address());
        stream.set(ValueLayout.JAVA_INT, LibIsal.DEFLATE_LEVEL_BUFFER_SIZE, LibIsal.LEVEL_BUFFER_SIZE);
        stream.set(ValueLayout.JAVA_SHORT, LibIsal.DEFLATE_GZIP_FLAG, (short) LibIsal.GZIP);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        var done = 0;
        while (done < length) {
            var n = Math.min(length - done, IN_SIZE - gathered);
            MemorySegment.copy(buffer, offset + done, in, ValueLayout.JAVA_BYTE, gathered, n);
            gathered += n;
            done += n;
            if (gathered == IN_SIZE) {
                pack(false);
            }
        }
    }

    private void pack(boolean last) throws IOException {
        stream.set(ValueLayout.JAVA_LONG, LibIsal.DEFLATE_NEXT_IN, in.address());
        stream.set(ValueLayout.JAVA_INT, LibIsal.DEFLATE_AVAIL_IN, gathered);
        stream.set(ValueLayout.JAVA_SHORT, LibIsal.DEFLATE_END_OF_STREAM, (short) (last ? 1 : 0));
        var room = 0;
        do {
            stream.set(ValueLayout.JAVA_LONG, LibIsal.DEFLATE_NEXT_OUT, out.address());
            stream.set(ValueLayout.JAVA_INT, LibIsal.DEFLATE_AVAIL_OUT, OUT_SIZE);
            var result = library.deflate(stream);
            if (result < 0) {
                throw new IOException("libisal refuses to pack: error " + result);
            }
            room = stream.get(ValueLayout.JAVA_INT, LibIsal.DEFLATE_AVAIL_OUT);
            MemorySegment.copy(out, ValueLayout.JAVA_BYTE, 0, heap, 0, OUT_SIZE - room);
            to.write(heap, 0, OUT_SIZE - room);
        } while (room == 0 || (last && !isAtEnd()));
        gathered = 0;
    }

    private boolean isAtEnd() {
        return stream.get(ValueLayout.JAVA_INT, LibIsal.DEFLATE_STATE) == LibIsal.STATE_END;
    }

    /// Nothing is forced out before the end; only `to` is flushed.
    @Override
    public void flush() throws IOException {
        to.flush();
    }

    @Override
    public void close() throws IOException {
        if (arena.scope().isAlive()) {
            try (to;
                    arena) {
                pack(true);
            }
        }
    }
}
