package dev.conex.linux;

import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Lets one thread at a time wait for a descriptor, parked if it is a virtual one.
///
/// What is ready at once, as plain files always are, costs no entry in the poller.
final class Readiness implements AutoCloseable {
    /// Longer than anything here runs.
    static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final Poller poller;
    private final Fd fd;
    private final Semaphore signal = new Semaphore(0);
    private Poller.@Nullable Watch watch;
    private boolean closed;

    Readiness(Poller poller, Fd fd) {
        this.poller = poller;
        this.fd = fd;
    }

    /// Returns when one of the events, an error or a hang-up holds.
    ///
    /// @return false when the time was over first
    /// @throws AsynchronousCloseException when another thread closed it meanwhile
    boolean await(int events, Duration limit) throws ErrnoException, AsynchronousCloseException, InterruptedException {
        synchronized (this) {
            checkOpen();
            if (Poller.isReady(fd, events)) {
                return true;
            }
            signal.drainPermits();
            if (watch == null) {
                watch = new Poller.Watch(poller, fd, _ -> signal.release());
            }
            watch.arm(events);
        }
        var inTime = signal.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
        synchronized (this) {
            checkOpen();
        }
        return inTime;
    }

    private void checkOpen() throws AsynchronousCloseException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (watch != null) {
            watch.close();
        }
        signal.release();
    }
}
