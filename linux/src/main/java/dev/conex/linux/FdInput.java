package dev.conex.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.Objects;

/// Reads a descriptor whose only reader it is: waits until something is there, then reads, so that it never blocks in
/// the kernel, whatever its O_NONBLOCK says. The flag itself is left alone, as other processes may share it.
final class FdInput extends InputStream {
    private final Fd fd;
    private final Readiness readiness;
    /// Keeps the number from being closed, and so from meaning something else, during a read.
    private final Object use = new Object();
    /// One reader waits at a time.
    private final Object turn = new Object();

    FdInput(Fd fd, Poller poller) {
        this.fd = fd;
        this.readiness = new Readiness(poller, fd);
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
        synchronized (turn) {
            return readWhenReady(buffer, offset, length);
        }
    }

    private int readWhenReady(byte[] buffer, int offset, int length) throws IOException {
        while (true) {
            await();
            try {
                var n = readNow(buffer, offset, length);
                return n == 0 ? -1 : n;
            } catch (ErrnoException e) {
                if (e.is(Errno.EIO) && Terminal.isTerminal(fd)) {
                    return -1; // the last process on the other side has closed it
                }
                if (!e.is(Errno.EAGAIN)) {
                    throw e;
                }
            }
        }
    }

    private int readNow(byte[] buffer, int offset, int length) throws IOException {
        synchronized (use) {
            if (!fd.isOpen()) {
                throw new AsynchronousCloseException();
            }
            return fd.read(buffer, offset, length);
        }
    }

    private void await() throws IOException {
        try {
            readiness.await(Poller.READABLE, Readiness.FOR_EVER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("interrupted while reading " + fd).initCause(e);
        } catch (IllegalStateException e) {
            throw new IOException("read from a closed descriptor", e);
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
