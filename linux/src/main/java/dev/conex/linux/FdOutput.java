package dev.conex.linux;

import dev.conex.linux.ffm.Buffers;
import dev.conex.linux.ffm.Syscall;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.AsynchronousCloseException;
import java.util.Objects;

/// Writes a descriptor without blocking in the kernel: waits for room, then writes no more than surely fits. Only
/// terminals
/// promise nothing about what fits; they should be non-blocking.
final class FdOutput extends OutputStream {
    /// PIPE_BUF: where poll(2) sees room, a blocking pipe takes as much without blocking.
    private static final int SURE = 4096;

    private final Fd fd;
    private final Readiness readiness;
    /// Keeps the number from being closed, and so from meaning something else, during a write.
    private final Object use = new Object();
    /// One writer at a time, so that what several write is not mixed.
    private final Object turn = new Object();

    FdOutput(Fd fd, Poller poller) {
        this.fd = fd;
        this.readiness = new Readiness(poller, fd);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        synchronized (turn) {
            writeWhenReady(buffer, offset, length);
        }
    }

    private void writeWhenReady(byte[] buffer, int offset, int length) throws IOException {
        var memory = Buffers.take();
        try {
            var limit = fd.isNonBlocking() ? Buffers.SIZE : SURE;
            var done = 0;
            while (done < length) {
                await();
                var part = Math.min(length - done, limit);
                MemorySegment.copy(buffer, offset + done, memory, ValueLayout.JAVA_BYTE, 0, part);
                done += writeNow(memory, part);
            }
        } catch (IllegalStateException e) {
            throw new IOException("write to a closed descriptor", e);
        } finally {
            Buffers.giveBack(memory);
        }
    }

    private int writeNow(MemorySegment memory, int length) throws IOException {
        synchronized (use) {
            if (!fd.isOpen()) {
                throw new AsynchronousCloseException();
            }
            var n = Sys.attempt(Syscall.WRITE, fd.number(), Sys.at(memory), length);
            return n == -Errno.EAGAIN ? 0 : (int) Sys.check(n, "write", fd);
        }
    }

    private void await() throws IOException {
        try {
            readiness.await(Poller.WRITABLE, Readiness.FOR_EVER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("interrupted while writing " + fd).initCause(e);
        }
    }

    @Override
    public void close() {
        readiness.close();
        synchronized (use) {
            fd.close();
        }
    }
}
