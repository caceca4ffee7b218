package dev.conex.linux;

import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Lets one thread at a time wait for a descriptor, parked if it is a virtual one.
final class Readiness implements AutoCloseable {
    private final Fd fd;
    private final Semaphore signal = new Semaphore(0);
    /// Absent for what epoll refuses, which is what is always ready: plain files.
    private final Poller.@Nullable Watch watch;
    private volatile boolean closed;

    Readiness(Poller poller, Fd fd) throws ErrnoException {
        this.fd = fd;
        this.watch = watch(poller, fd);
    }

    private Poller.@Nullable Watch watch(Poller poller, Fd descriptor) throws ErrnoException {
        try {
            return new Poller.Watch(poller, descriptor, _ -> signal.release());
        } catch (ErrnoException e) {
            if (e.is(Errno.EPERM)) {
                return null;
            }
            throw e;
        }
    }

    /// Returns when one of the events, an error or a hang-up holds.
    ///
    /// @throws AsynchronousCloseException when another thread closed it meanwhile
    void await(int events) throws ErrnoException, AsynchronousCloseException, InterruptedException {
        if (watch == null) {
            return;
        }
        signal.drainPermits();
        if (closed) {
            throw new AsynchronousCloseException();
        }
        if (Poller.isReady(fd, events)) {
            return;
        }
        watch.arm(events);
        signal.acquire();
        if (closed) {
            throw new AsynchronousCloseException();
        }
    }

    @Override
    public void close() {
        closed = true;
        if (watch != null) {
            watch.close();
        }
        signal.release();
    }
}
