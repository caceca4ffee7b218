package dev.conex.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A client of one server. Connects when first needed, keeps a few connections, and may be used by many threads.
public final class HttpClient implements AutoCloseable {
    /// Idle connections kept for later calls.
    private static final int KEPT_MAX = 4;
    private static final Duration CONNECT_TIME = Duration.ofSeconds(30);

    private final Dial dial;
    private final Deque<ClientConnection> kept = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable TlsSockets tls;
    private boolean closed;

    private HttpClient(Dial dial) {
        this.dial = dial;
    }

    /// A client for this server; nothing is sent yet.
    public static HttpClient to(Dial dial) {
        return new HttpClient(dial);
    }

    /// Sends a call and waits for the answer's head. A kept connection that the server has closed meanwhile is
    /// not used; one that breaks before it answers is replaced by a new one once, for GET and HEAD only, since
    /// another call may have been acted on.
    public Answer call(Call call) throws IOException {
        ClientConnection reused = takeLiving();
        if (reused != null) {
            try {
                return reused.call(call);
            } catch (MalformedHead e) {
                reused.close();
                throw e;
            } catch (IOException e) {
                reused.close();
                if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
                    throw e;
                }
            }
        }
        var fresh = connect();
        try {
            return fresh.call(call);
        } catch (IOException | RuntimeException e) {
            fresh.close();
            throw e;
        }
    }

    private @Nullable ClientConnection takeLiving() throws IOException {
        var connection = takeKept();
        while (connection != null && !connection.living()) {
            connection.close();
            connection = takeKept();
        }
        return connection;
    }

    /// Asks for raw bytes with `Upgrade: protocol`. Answers 101, and 200 without a length, open them.
    public Upgrade upgrade(Call call, String protocol) throws IOException {
        var connection = connect();
        try {
            return connection.upgrade(call, protocol);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private @Nullable ClientConnection takeKept() {
        lock.lock();
        try {
            return kept.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    /// Takes a connection back that is between two exchanges.
    void keep(ClientConnection connection) throws IOException {
        lock.lock();
        try {
            if (!closed && kept.size() < KEPT_MAX) {
                kept.addFirst(connection);
                return;
            }
        } finally {
            lock.unlock();
        }
        connection.close();
    }

    /// The usual case comes first and apart, since a pattern switch costs milliseconds when it is first run,
    /// and the command line waits for them.
    private ClientConnection connect() throws IOException {
        return dial instanceof Dial.Unix unix ? connect(unix) : connectFar();
    }

    private ClientConnection connect(Dial.Unix unix) throws IOException {
        var channel = SocketChannel.open(UnixDomainSocketAddress.of(unix.path()));
        return new ClientConnection(this, Wire.accepted(channel), "localhost");
    }

    private ClientConnection connectFar() throws IOException {
        return switch (dial) {
            case Dial.Unix unix -> connect(unix);
            case Dial.Tcp tcp -> {
                var channel = SocketChannel.open(new InetSocketAddress(tcp.host(), tcp.port()));
                yield new ClientConnection(this, Wire.accepted(channel), authority(tcp.host(), tcp.port()));
            }
            case Dial.Tls secured -> {
                var channel = SocketChannel.open(new InetSocketAddress(secured.host(), secured.port()));
                var wire = sockets(secured.tls()).connect(channel, secured.host(), secured.port(), CONNECT_TIME);
                yield new ClientConnection(this, wire, authority(secured.host(), secured.port()));
            }
        };
    }

    private static String authority(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private TlsSockets sockets(TlsFiles files) throws IOException {
        lock.lock();
        try {
            TlsSockets made = tls;
            if (made == null) {
                made = TlsSockets.of(files);
                tls = made;
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    /// Closes the kept connections; answers and streams in use go on.
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        for (var next = takeKept(); next != null; next = takeKept()) {
            next.close();
        }
    }
}
