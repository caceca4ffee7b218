package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// A named platform thread that lives in one network namespace and may visit others, one task at a time.
///
/// A thread's namespace decides which links a new netlink socket, a new internet socket or a file of `/proc/sys/net`
/// belongs to; what was opened stays there, and may be used from any thread. Tasks must not start threads: those would
/// be born in the visited namespace. If the way home fails the thread ends, and every later task is refused.
public final class NetNamespaceThread implements AutoCloseable {
    private static final long CLONE_NEWNET = 0x4000_0000L;
    private static final String OWN = "/proc/thread-self/ns/net";
    /// Tasks that wait at most.
    private static final int QUEUE_MAX = 1_024;

    private final LinkedBlockingQueue<Work<?>> queue = new LinkedBlockingQueue<>(QUEUE_MAX);
    private final CompletableFuture<Fd> home = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;

    /// Something to do in a namespace.
    @FunctionalInterface
    public interface Task<T extends @Nullable Object> {
        T run() throws IOException;
    }

    private record Work<T extends @Nullable Object>(
            @Nullable Fd place, Task<T> task, CompletableFuture<T> done) {}

    private NetNamespaceThread(String name, @Nullable Fd wanted) {
        thread = Thread.ofPlatform().name(name).daemon().unstarted(() -> live(wanted));
    }

    /// Starts a thread in the caller's network namespace.
    public static NetNamespaceThread start(String name) throws IOException {
        return start(name, null);
    }

    /// Starts a thread whose home is the given namespace, or the caller's if absent. The descriptor stays the caller's.
    public static NetNamespaceThread start(String name, @Nullable Fd home) throws IOException {
        var started = new NetNamespaceThread(name, home);
        started.thread.start();
        await(started.home);
        return started;
    }

    /// Runs a task at home.
    public <T extends @Nullable Object> T call(Task<T> task) throws IOException {
        return submit(null, task);
    }

    /// Runs a task in another network namespace.
    public <T extends @Nullable Object> T inside(Fd namespace, Task<T> task) throws IOException {
        return submit(namespace, task);
    }

    /// Makes an empty network namespace: it lives as long as something refers to it.
    public Fd create() throws IOException {
        return submit(null, () -> {
            Sys.call(Syscall.UNSHARE, "network namespace", CLONE_NEWNET);
            try (Visit _ = this::goHome) {
                return Fd.open(Path.of(OWN), OpenFlags.READ_ONLY, 0);
            }
        });
    }

    private <T extends @Nullable Object> T submit(@Nullable Fd place, Task<T> task) throws IOException {
        if (Thread.currentThread() == thread) {
            return at(place, task);
        }
        var done = new CompletableFuture<T>();
        if (closed || !queue.offer(new Work<>(place, task, done))) {
            throw new IOException(
                    "%s: %s".formatted(thread.getName(), closed ? "closed" : "more than " + QUEUE_MAX + " tasks wait"));
        }
        if (closed) {
            drain();
        }
        return await(done);
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> done) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.get();
                } catch (InterruptedException e) {
                    interrupted = true; // a task is short; what it did must not get lost
                }
            }
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static IOException rethrown(@Nullable Throwable cause) {
        return switch (cause) {
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException(cause);
        };
    }

    private void live(@Nullable Fd wanted) {
        try {
            if (wanted != null) {
                enter(wanted);
            }
            home.complete(Fd.open(Path.of(OWN), OpenFlags.READ_ONLY, 0));
        } catch (ErrnoException e) {
            home.completeExceptionally(e);
            return;
        }
        try (var _ = home.join()) {
            while (!closed) {
                if (!perform(queue.take())) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            // closing
        } finally {
            closed = true;
            drain();
        }
    }

    private void drain() {
        for (var work = queue.poll(); work != null; work = queue.poll()) {
            work.done().completeExceptionally(new IOException(thread.getName() + ": closed"));
        }
    }

    /// Whether the thread is at home again.
    private <T extends @Nullable Object> boolean perform(Work<T> work) {
        try {
            work.done().complete(at(work.place(), work.task()));
            return true;
        } catch (LostNamespace e) {
            work.done().completeExceptionally(e);
            return false;
        } catch (Throwable e) {
            work.done().completeExceptionally(e);
            return true;
        }
    }

    private <T extends @Nullable Object> T at(@Nullable Fd place, Task<T> task) throws IOException {
        if (place == null) {
            return task.run();
        }
        enter(place);
        try (Visit _ = this::goHome) {
            return task.run();
        }
    }

    private interface Visit extends AutoCloseable {
        @Override
        void close();
    }

    private void goHome() {
        try {
            enter(home.join());
        } catch (ErrnoException e) {
            throw new LostNamespace(e);
        }
    }

    private static void enter(Fd namespace) throws ErrnoException {
        Sys.call(Syscall.SETNS, namespace, namespace.number(), CLONE_NEWNET);
    }

    private static final class LostNamespace extends IllegalStateException {
        private static final long serialVersionUID = 1;

        LostNamespace(Throwable cause) {
            super("the way back to the own network namespace is closed", cause);
        }
    }

    /// Ends the thread after the task at hand; waiting tasks are refused.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
