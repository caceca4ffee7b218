package dev.conex.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Notices that the peer of one request has gone, by reading ahead on a thread of its own while the handler
/// works. A byte that comes instead of the end belongs to the next request and stays in the buffer. The reading
/// thread is joined by [#settle] before anybody else reads.
final class PeerWatch {
    private final Wire wire;
    private final List<Runnable> actions = new ArrayList<>();
    private boolean bodyEnded;
    private boolean wanted;
    private boolean finished;
    private boolean gone;
    private @Nullable Thread reader;

    PeerWatch(Wire wire) {
        this.wire = wire;
    }

    synchronized void onGone(Runnable action) {
        if (gone) {
            Thread.startVirtualThread(action);
            return;
        }
        actions.add(action);
        wanted = true;
        beginIfPossible();
    }

    synchronized void bodyEnded() {
        bodyEnded = true;
        beginIfPossible();
    }

    private void beginIfPossible() {
        if (wanted
                && bodyEnded
                && !finished
                && reader == null
                && !wire.inputBuffer().hasBufferedData()) {
            reader = Thread.ofVirtual().name("http-peer-watch").start(this::readAhead);
        }
    }

    private void readAhead() {
        boolean open;
        try {
            open = wire.inputBuffer().fillBuffer(wire.input()) >= 0;
        } catch (IOException e) {
            open = false;
        }
        if (!open) {
            report();
        }
    }

    private void report() {
        List<Runnable> due;
        synchronized (this) {
            gone = true;
            due = finished ? List.of() : List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
    }

    /// No action is called any more.
    synchronized void finish() {
        finished = true;
        actions.clear();
    }

    /// Waits until nobody reads ahead. Without a deadline on the wire this may take until the peer's next byte.
    ///
    /// @return false when the peer has gone
    boolean settle() throws IOException {
        Thread running;
        synchronized (this) {
            running = reader;
        }
        try {
            if (running != null && running != Thread.currentThread()) {
                running.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("wait for the peer's next byte: interrupted", e);
        }
        synchronized (this) {
            return !gone;
        }
    }
}
