package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes a descriptor without blocking in the kernel: waits for room, then writes no more than surely fits.
final class FdOutput extends OutputStream {
    /// PIPE_BUF: where poll(2) sees room, a blocking pipe takes as much without blocking.
    private static final int SURE = 4096;
    private static final int CHUNK = 64 * 1024;

    private final Fd fd;
    private final Poller poller;
    private @Nullable Readiness readiness;

    FdOutput(Fd fd, Poller poller) {
        this.fd = fd;
        this.poller = poller;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        try (var arena = Arena.ofConfined()) {
            var limit = fd.isNonBlocking() ? CHUNK : SURE;
            var memory = arena.allocate(Math.clamp(length, 1, limit));
            var done = 0;
            while (done < length) {
                await();
                var part = Math.min(length - done, limit);
                MemorySegment.copy(buffer, offset + done, memory, ValueLayout.JAVA_BYTE, 0, part);
                var n = Sys.attempt(Syscall.WRITE, fd.number(), Sys.at(memory), part);
                if (n != -Errno.EAGAIN) {
                    done += (int) Sys.check(n, "write", fd);
                }
            }
        } catch (IllegalStateException e) {
            throw new IOException("write to a closed descriptor", e);
        }
    }

    private void await() throws IOException {
        try {
            ready().await(Poller.WRITABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("interrupted while writing " + fd).initCause(e);
        }
    }

    private synchronized Readiness ready() throws ErrnoException {
        if (readiness == null) {
            readiness = new Readiness(poller, fd);
        }
        return readiness;
    }

    @Override
    public synchronized void close() {
        if (readiness != null) {
            readiness.close();
        }
        fd.close();
    }
}
