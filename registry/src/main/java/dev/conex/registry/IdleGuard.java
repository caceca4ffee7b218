package dev.conex.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// Closes a body whose server has been silent for too long, so that a read of it fails instead of waiting for
/// ever. The time between reads doesn't count: a slow consumer is no fault of the server.
final class IdleGuard extends FilterInputStream {
    private static final long NOT_READING = Long.MAX_VALUE;

    private final Duration idle;
    private volatile long readingSince = NOT_READING;
    private volatile boolean timedOut;
    private volatile boolean closed;

    IdleGuard(InputStream body, Duration idle) {
        super(body);
        this.idle = idle;
        Thread.ofVirtual().name("registry-idle").start(this::watch);
    }

    private void watch() {
        long pause = Math.clamp(idle.toMillis() / 4, 10, 1000);
        try {
            while (!closed) {
                Thread.sleep(pause);
                long since = readingSince;
                if (since != NOT_READING && System.nanoTime() - since > idle.toNanos()) {
                    timedOut = true;
                    close();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            closed = true;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        readingSince = System.nanoTime();
        try {
            int count = in.read(bytes, offset, length);
            if (timedOut) {
                throw silent();
            }
            return count;
        } catch (IOException e) {
            throw timedOut ? silent() : e;
        } finally {
            readingSince = NOT_READING;
        }
    }

    private IOException silent() {
        return new IOException("silent for " + idle.toSeconds() + " s");
    }

    @Override
    public void close() throws IOException {
        closed = true;
        in.close();
    }
}
