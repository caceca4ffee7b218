package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Runs a piece of work inside other namespaces, on a thread that is thrown away afterwards.
///
/// Network, mount, IPC and UTS namespaces work; user and pid namespaces don't (the process has many threads). The work
/// does
/// system calls and opens sockets only: **a thread started by it stays in those namespaces**, lazily started pools
/// included.
public final class NamespaceThread {
    private static final int CLONE_FS = 0x200;

    private NamespaceThread() {}

    /// Enters the namespaces in the given order and does the work there.
    ///
    /// @param namespaces descriptors of `/proc/N/ns/X`; borrowed
    /// @return what the work returned
    /// @throws IOException of the work, or when a namespace can't be entered
    public static <T> T call(List<Fd> namespaces, Callable<T> work) throws IOException, InterruptedException {
        var _ = Poller.common(); // its thread must be born outside
        var task = new FutureTask<>(() -> {
            Sys.call(Syscall.UNSHARE, "working directory of a thread", CLONE_FS);
            for (var namespace : namespaces) {
                Sys.call(Syscall.SETNS, namespace, namespace.number(), 0);
            }
            return work.call();
        });
        Thread.ofPlatform().name("namespace").daemon().start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    private static IOException rethrown(@Nullable Throwable cause) {
        return switch (cause) {
            case null -> new IOException("work in a namespace failed");
            case ErrnoException e -> again(e);
            case IOException e -> new IOException(e.getMessage(), e);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> new IOException("work in a namespace failed: " + cause.getMessage(), cause);
        };
    }

    private static ErrnoException again(ErrnoException e) {
        var here = new ErrnoException(e.call(), e.subject(), e.errno());
        here.initCause(e);
        return here;
    }
}
