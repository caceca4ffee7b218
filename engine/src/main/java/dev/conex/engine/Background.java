package dev.conex.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Work that nobody waits for: what only the kernel sees of an ended container. Its calls block, so they run on named
/// platform threads. The queue is bounded; when it is full the one who adds does the work himself.
final class Background implements AutoCloseable {
    static final int QUEUE_MAX = 2_000;
    static final int THREADS = 2;
    private static final long CLOSE_SECONDS = 20;

    private final LinkedBlockingQueue<Job> queue = new LinkedBlockingQueue<>(QUEUE_MAX);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger pending = new AtomicInteger();
    private volatile boolean closing;

    private record Job(String what, Undo.Step step) {}

    Background() {
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().daemon().name("engine-teardown-" + i).start(this::work));
        }
    }

    void add(String what, Undo.Step step) {
        pending.incrementAndGet();
        var job = new Job(what, step);
        if (closing || !queue.offer(job)) {
            run(job);
        }
    }

    private void work() {
        while (!closing || !queue.isEmpty()) {
            try {
                var job = queue.poll(closing ? 0 : 1, TimeUnit.SECONDS);
                if (job != null) {
                    run(job);
                }
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void run(Job job) {
        try {
            Quietly.run(job.what(), job.step());
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

    @Override
    public void close() {
        closing = true;
        try {
            for (var thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
