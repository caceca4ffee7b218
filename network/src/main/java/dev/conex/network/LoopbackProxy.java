package dev.conex.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;

/// A TCP port published at the IPv6 loopback address, which no firewall rule can send to another host: a listener at a
/// random port of `::1`, to which the firewall leads, and a pair of virtual threads a connection.
final class LoopbackProxy implements AutoCloseable {
    static final InetAddress LOOPBACK = InetAddress.ofLiteral("::1");
    /// Connections of one port at once; more wait in the backlog.
    private static final int CONNECTIONS_MAX = 1_024;

    private static final int CONNECT_MILLIS = 5_000;

    private final HostKernel kernel;
    private final ServerSocketChannel listener;
    private final InetSocketAddress target;
    private final Semaphore connections = new Semaphore(CONNECTIONS_MAX);

    private LoopbackProxy(HostKernel kernel, ServerSocketChannel listener, InetSocketAddress target) {
        this.kernel = kernel;
        this.listener = listener;
        this.target = target;
    }

    /// Whether a published port is, or is also, at the IPv6 loopback address.
    static boolean needed(PublishedPort port) {
        return port.protocol() == Protocol.TCP
                && port.v6()
                && (port.hostAddress().isAnyLocalAddress() || only(port));
    }

    /// Whether it is there and nowhere else.
    static boolean only(PublishedPort port) {
        return port.hostAddress().equals(LOOPBACK);
    }

    static LoopbackProxy open(HostKernel kernel, InetSocketAddress target) throws IOException {
        var listener = kernel.at(() -> ServerSocketChannel.open().bind(new InetSocketAddress(LOOPBACK, 0)));
        var proxy = new LoopbackProxy(kernel, listener, target);
        Thread.ofVirtual().name("conex-loopback-proxy").start(proxy::accept);
        return proxy;
    }

    /// Where it listens.
    int port() throws IOException {
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    private void accept() {
        try {
            while (true) {
                connections.acquire();
                var client = listener.accept();
                Thread.ofVirtual().name("conex-loopback-proxy-connection").start(() -> serve(client));
            }
        } catch (IOException e) {
            // closed, which is how it ends
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                var server = kernel.at(SocketChannel::open)) {
            server.socket().connect(target, CONNECT_MILLIS);
            var back = Thread.ofVirtual().start(() -> copy(server, client));
            copy(client, server);
            back.join();
        } catch (IOException e) {
            // the container refuses: the client sees its connection end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.release();
        }
    }

    /// Until the end, which is handed on; an error ends both ways.
    private static void copy(SocketChannel from, SocketChannel to) {
        try {
            from.socket().getInputStream().transferTo(to.socket().getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            quietlyClose(from);
            quietlyClose(to);
        }
    }

    private static void quietlyClose(java.io.Closeable channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    @Override
    public void close() {
        quietlyClose(listener);
    }
}
