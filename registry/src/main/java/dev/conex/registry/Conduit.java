package dev.conex.registry;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Turns pushed bytes into a stream that another thread pulls: a ring of fixed size between them.
final class Conduit extends InputStream {
    private static final int CAPACITY = 256 * 1024;

    private final byte[] ring = new byte[CAPACITY];
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Duration idle;
    private int start;
    private int filled;
    private boolean ended;
    private @Nullable IOException failure;

    /// @param idle how long the puller may take nothing
    Conduit(Duration idle) {
        this.idle = idle;
    }

    /// Waits for room.
    ///
    /// @throws IOException when the puller has given up, or takes nothing for too long
    void push(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            int at = offset;
            while (at < offset + length) {
                awaitRoom();
                int free = (start + filled) % CAPACITY;
                int count = Math.min(offset + length - at, Math.min(CAPACITY - filled, CAPACITY - free));
                System.arraycopy(bytes, at, ring, free, count);
                filled += count;
                at += count;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom() throws IOException {
        try {
            long left = idle.toNanos();
            while (failure == null && filled == CAPACITY) {
                if (left <= 0) {
                    throw new IOException("registry takes no bytes for " + idle.toSeconds() + " s");
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        throwFailure();
    }

    private void awaitBytes() throws IOException {
        try {
            while (failure == null && filled == 0 && !ended) {
                changed.await();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        throwFailure();
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("transfer interrupted", e);
    }

    private void throwFailure() throws IOException {
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    /// No more bytes come.
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Ends both sides with a failure.
    void fail(IOException why) {
        lock.lock();
        try {
            failure = failure == null ? why : failure;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            awaitBytes();
            if (filled == 0) {
                return -1;
            }
            int count = Math.min(length, Math.min(filled, CAPACITY - start));
            System.arraycopy(ring, start, bytes, offset, count);
            start = (start + count) % CAPACITY;
            filled -= count;
            changed.signalAll();
            return count;
        } finally {
            lock.unlock();
        }
    }
}
