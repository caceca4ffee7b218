package dev.conex.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Work that nobody waits for: what only the kernel sees of an ended container. Its calls block, so they run on
/// named platform threads. The queue is bounded; when it is full the one who adds does the work himself.
final class Background implements AutoCloseable {
    static final int QUEUE_MAX = 2_000;
    static final int THREADS = 2;
    private static final long CLOSE_SECONDS = 20;

    private final LinkedBlockingQueue<Job> queue = new LinkedBlockingQueue<>(QUEUE_MAX);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger pending = new AtomicInteger();
    private volatile boolean closing;

    /// Work, or the end of a worker.
    private record Job(String what, Undo.@Nullable Step step) {}

    Background() {
        for (int i = 0; i < THREADS; i++) {
            threads.add(
                    Thread.ofPlatform().daemon().name("engine-teardown-" + i).start(this::work));
        }
    }

    void add(String what, Undo.Step step) {
        pending.incrementAndGet();
        if (closing || !queue.offer(new Job(what, step))) {
            run(what, step);
        }
    }

    private void work() {
        try {
            while (true) {
                var job = queue.take();
                if (job.step() == null) {
                    return;
                }
                run(job.what(), job.step());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String what, Undo.Step step) {
        try {
            Quietly.run(what, step);
        } finally {
            synchronized (pending) {
                if (pending.decrementAndGet() == 0) {
                    pending.notifyAll();
                }
            }
        }
    }

    /// Waits until everything added so far is done.
    void settle() throws InterruptedException {
        synchronized (pending) {
            while (pending.get() > 0) {
                pending.wait();
            }
        }
    }

    /// Whatever was added is done first, as far as that takes less than [#CLOSE_SECONDS].
    @Override
    public void close() {
        closing = true;
        try {
            for (int i = 0; i < THREADS; i++) {
                var _ = queue.offer(new Job("close", null), CLOSE_SECONDS, TimeUnit.SECONDS);
            }
            for (var thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
