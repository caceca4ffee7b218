package dev.conex.engine;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Something that is being opened on a thread of its own, since nothing else waits for it yet.
final class Opening<T extends AutoCloseable> {
    private final FutureTask<T> task;

    private Opening(FutureTask<T> task) {
        this.task = task;
    }

    static <T extends AutoCloseable> Opening<T> begin(String what, Callable<T> open) {
        var task = new FutureTask<>(open);
        Thread.ofPlatform().daemon().name("open-" + what).start(task);
        return new Opening<>(task);
    }

    /// Waits for it.
    T get() throws IOException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("opening was interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException("opening failed: " + e.getCause(), e);
        }
    }

    /// Nobody wants it any more: closed as soon as it is there.
    void giveUp() {
        Quietly.run("give up what was being opened", () -> get().close());
    }
}
