package dev.conex.http;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// An HTTP/1.1 server on one listening socket: one virtual thread a connection, which runs the handler.
///
/// Its threads are daemon threads: a program that only serves has to [#awaitStop].
public final class HttpServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HttpServer.class.getName());
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);
    private static final Duration ACCEPT_RETRY = Duration.ofMillis(50);

    private final ServerSocketChannel listener;
    private final Listeners.@Nullable SocketFile file;
    private final @Nullable TlsSockets tls;
    private final Handler handler;
    private final Guard guard;
    private final Limits limits;
    private final Set<ServerConnection> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean stopping;

    private HttpServer(Listeners.Bound bound, @Nullable TlsSockets tls, Handler handler, Guard guard, Limits limits) {
        this.listener = bound.channel();
        this.file = bound.file();
        this.tls = tls;
        this.handler = handler;
        this.guard = guard;
        this.limits = limits;
    }

    /// Binds and begins to serve, with default limits; plain TCP is guarded against browsers, the others are open.
    public static HttpServer serve(Listen listen, Handler handler) throws IOException {
        var guard = switch (listen) {
            case Listen.Tcp _ -> Guard.againstBrowsers(Set.of());
            case Listen.Unix _, Listen.Tls _ -> Guard.OPEN;
        };
        return serve(listen, handler, guard, Limits.DEFAULT);
    }

    /// Binds and begins to serve.
    public static HttpServer serve(Listen listen, Handler handler, Guard guard, Limits limits) throws IOException {
        var tls = switch (listen) {
            case Listen.Tls secured -> TlsSockets.of(secured.tls());
            case Listen.Tcp _, Listen.Unix _ -> null;
        };
        return begin(new HttpServer(Listeners.bind(listen), tls, handler, guard, limits));
    }

    /// Begins to serve on a socket that somebody else has bound, as a service manager does.
    public static HttpServer serve(ServerSocketChannel bound, Handler handler, Guard guard, Limits limits) {
        return begin(new HttpServer(new Listeners.Bound(bound, null), null, handler, guard, limits));
    }

    private static HttpServer begin(HttpServer server) {
        Thread.ofVirtual().name("http-accept").start(server::acceptAll);
        Thread.ofVirtual().name("http-sweep").start(server::sweep);
        return server;
    }

    private void acceptAll() {
        while (!stopping) {
            try {
                accepted(listener.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.log(Level.WARNING, "accept a connection: " + e.getMessage());
                pause(ACCEPT_RETRY);
            }
        }
    }

    private void accepted(SocketChannel channel) {
        Thread.ofVirtual().name("http-connection").start(() -> {
            try {
                serve(channel);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "connection failed", e);
            }
        });
    }

    private void serve(SocketChannel channel) throws IOException {
        try (var wire = tls == null ? Wire.accepted(channel) : tls.accept(channel, limits.head())) {
            var connection = new ServerConnection(this, wire, channel.getRemoteAddress());
            connections.add(connection);
            try {
                if (connections.size() > limits.connectionsMax()) {
                    String text = "too many connections, the limit is " + limits.connectionsMax() + "\n";
                    ServerConnection.sayAndClose(wire, 503, text.getBytes(StandardCharsets.UTF_8));
                } else {
                    connection.run();
                }
            } finally {
                connections.remove(connection);
            }
        }
    }

    private void sweep() {
        while (!stopping || !connections.isEmpty()) {
            pause(SWEEP_EVERY);
            long now = System.nanoTime();
            connections.forEach(connection -> connection.closeIfOverdue(now));
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Limits limits() {
        return limits;
    }

    Guard guard() {
        return guard;
    }

    Handler handler() {
        return handler;
    }

    boolean stopping() {
        return stopping;
    }

    /// Where the server listens.
    public SocketAddress address() throws IOException {
        return listener.getLocalAddress();
    }

    /// The TCP port, also when 0 was asked for.
    ///
    /// @throws IllegalStateException on a unix socket
    public int port() throws IOException {
        if (address() instanceof InetSocketAddress address) {
            return address.getPort();
        }
        throw new IllegalStateException("port of a unix socket");
    }

    /// Connections open now.
    public int connectionCount() {
        return connections.size();
    }

    /// Waits until [#stop] or [#close] is done.
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /// Accepts no more and removes the socket file it made, ends idle connections, lets running requests end
    /// within the time, then cuts them off.
    public void stop(Duration grace) throws IOException {
        stopping = true;
        if (file != null) {
            file.delete();
        }
        listener.close();
        long end = System.nanoTime() + grace.toNanos();
        connections.stream().filter(connection -> !connection.busy()).forEach(ServerConnection::close);
        while (connections.stream().anyMatch(ServerConnection::busy) && System.nanoTime() - end < 0) {
            pause(Duration.ofMillis(5));
        }
        connections.forEach(ServerConnection::close);
        stopped.countDown();
    }

    /// Stops at once.
    @Override
    public void close() throws IOException {
        stop(Duration.ZERO);
    }
}
