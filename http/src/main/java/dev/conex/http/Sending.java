package dev.conex.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A body on its way, on a thread of its own, so that an answer that comes early is seen.
final class Sending {
    private volatile boolean done;
    private volatile @Nullable IOException failure;

    private Sending() {}

    static Sending done() {
        var sending = new Sending();
        sending.done = true;
        return sending;
    }

    static Sending start(BodyInput.Step copy) {
        var sending = new Sending();
        Thread.ofVirtual().name("http-send").start(() -> {
            try {
                copy.run();
                sending.done = true;
            } catch (IOException e) {
                sending.failure = e;
            }
        });
        return sending;
    }

    boolean isDone() {
        return done;
    }

    /// Adds what stopped the sending, which is often why there is no answer.
    void addFailureTo(IOException e) {
        var own = failure;
        if (own != null) {
            e.addSuppressed(own);
        }
    }
}
