package dev.conex.network;

import dev.conex.linux.Fd;
import dev.conex.linux.NetNamespaceThread;
import dev.conex.linux.NetlinkRoute;
import dev.conex.linux.Nftables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The host's network as the kernel offers it, on one owner thread: links and the firewall of the home namespace, and
/// visits to others.
final class HostKernel implements AutoCloseable {
    private static final Path SETTINGS = Path.of("/proc/sys");

    private final NetNamespaceThread thread;
    private final NetlinkRoute links;
    private final Nftables firewall;

    private HostKernel(NetNamespaceThread thread, NetlinkRoute links, Nftables firewall) {
        this.thread = thread;
        this.links = links;
        this.firewall = firewall;
    }

    static HostKernel open(String threadName, @Nullable Fd home) throws IOException {
        var thread = NetNamespaceThread.start(threadName, home);
        try {
            var links = thread.call(NetlinkRoute::open);
            return new HostKernel(thread, links, thread.call(Nftables::open));
        } catch (IOException e) {
            thread.close();
            throw e;
        }
    }

    /// Something to do with the host's links.
    @FunctionalInterface
    interface LinkTask<T extends @Nullable Object> {
        T run(NetlinkRoute links) throws IOException;
    }

    /// Something to do with links that answers nothing.
    @FunctionalInterface
    interface LinkChange {
        void run(NetlinkRoute links) throws IOException;
    }

    <T extends @Nullable Object> T links(LinkTask<T> task) throws IOException {
        return thread.call(() -> task.run(links));
    }

    void change(LinkChange change) throws IOException {
        run(() -> change.run(links));
    }

    String firewall(String subject, String commands) throws IOException {
        return thread.call(() -> firewall.run(subject, commands));
    }

    /// Something to do that answers nothing.
    @FunctionalInterface
    interface Change {
        void run() throws IOException;
    }

    /// Makes a change at home.
    void run(Change change) throws IOException {
        thread.call(() -> {
            change.run();
            return true;
        });
    }

    /// Changes the links of another namespace.
    void changeInside(Fd namespace, LinkChange change) throws IOException {
        linksInside(namespace, there -> {
            change.run(there);
            return true;
        });
    }

    /// Runs a task at home.
    <T extends @Nullable Object> T at(NetNamespaceThread.Task<T> task) throws IOException {
        return thread.call(task);
    }

    /// Runs a task in another namespace.
    <T extends @Nullable Object> T inside(Fd namespace, NetNamespaceThread.Task<T> task) throws IOException {
        return thread.inside(namespace, task);
    }

    /// Runs a task with the links of another namespace.
    <T extends @Nullable Object> T linksInside(Fd namespace, LinkTask<T> task) throws IOException {
        return thread.inside(namespace, () -> {
            try (var there = NetlinkRoute.open()) {
                return task.run(there);
            }
        });
    }

    /// Writes a kernel setting of the home namespace unless it has that value; `key` as a path below `/proc/sys`.
    void setting(String key, String value) throws IOException {
        run(() -> write(key, value));
    }

    /// The same, in the namespace that the calling thread is in.
    static void write(String key, String value) throws IOException {
        var file = SETTINGS.resolve(key);
        if (!Files.readString(file).strip().equals(value)) {
            Files.writeString(file, value);
        }
    }

    static boolean exists(String key) {
        return Files.exists(SETTINGS.resolve(key));
    }

    @Override
    public void close() {
        try {
            run(firewall::close);
        } catch (IOException e) {
            // the thread is gone, and its context with it
        }
        thread.close();
        links.close();
    }
}
