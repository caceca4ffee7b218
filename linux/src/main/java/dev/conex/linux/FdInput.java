package dev.conex.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads a descriptor whose only reader it is: waits until something is there, then reads, so that it never blocks in
/// the kernel, whatever its O_NONBLOCK says. The flag itself is left alone, as other processes may share it.
final class FdInput extends InputStream {
    private final Fd fd;
    private final Poller poller;
    private @Nullable Readiness readiness;

    FdInput(Fd fd, Poller poller) {
        this.fd = fd;
        this.poller = poller;
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
        while (true) {
            await();
            try {
                var n = fd.read(buffer, offset, length);
                return n == 0 ? -1 : n;
            } catch (ErrnoException e) {
                if (e.is(Errno.EIO) && isTerminalMaster()) {
                    return -1; // the last process on the other side has closed it
                }
                if (!e.is(Errno.EAGAIN)) {
                    throw e;
                }
            }
        }
    }

    private boolean isTerminalMaster() {
        return Terminal.isTerminal(fd);
    }

    private void await() throws IOException {
        try {
            ready().await(Poller.READABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("interrupted while reading " + fd).initCause(e);
        } catch (IllegalStateException e) {
            throw new IOException("read from a closed descriptor", e);
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
