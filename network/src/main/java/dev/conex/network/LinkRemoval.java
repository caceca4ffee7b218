package dev.conex.network;

import dev.conex.linux.ErrnoException;
import dev.conex.linux.Fd;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Removes links on a thread of its own, since the kernel takes tens of milliseconds for one. A link that is gone
/// already is fine.
final class LinkRemoval implements AutoCloseable {
    /// Links that wait for their removal at most; more are removed by the caller.
    private static final int QUEUE_MAX = 4_096;

    private final HostKernel kernel;
    private final LinkedBlockingQueue<String> waiting = new LinkedBlockingQueue<>(QUEUE_MAX);
    private final Thread worker;

    private LinkRemoval(HostKernel kernel) {
        this.kernel = kernel;
        this.worker = Thread.ofVirtual().name("conex-link-removal").unstarted(this::work);
    }

    static LinkRemoval open(@Nullable Fd host) throws IOException {
        var removal = new LinkRemoval(HostKernel.open("conex-network-removal", host));
        removal.worker.start();
        return removal;
    }

    void now(String link) throws IOException {
        try {
            kernel.change(l -> l.deleteLink(link));
        } catch (ErrnoException e) {
            if (!HostNetwork.gone(e)) {
                throw e;
            }
        }
    }

    void later(String link) throws IOException {
        if (!waiting.offer(link)) {
            now(link);
        }
    }

    private void work() {
        try {
            while (true) {
                var link = waiting.take();
                try {
                    now(link);
                } catch (IOException e) {
                    System.getLogger(LinkRemoval.class.getName())
                            .log(
                                    System.Logger.Level.WARNING,
                                    "link \"%s\" stays until the next sweep: %s".formatted(link, e.getMessage()));
                }
            }
        } catch (InterruptedException e) {
            // closing; what waits is left to the next sweep
        }
    }

    @Override
    public void close() {
        worker.interrupt();
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kernel.close();
    }
}
