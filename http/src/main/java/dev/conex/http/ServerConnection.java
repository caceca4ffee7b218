package dev.conex.http;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One accepted connection: reads requests one after another and has them answered, until somebody closes.
final class ServerConnection {
    private static final System.Logger LOG = System.getLogger(ServerConnection.class.getName());
    private static final long NO_DEADLINE = Long.MAX_VALUE;
    /// How long a peer that is still sending may go on after the answer that ends the connection. Closing at
    /// once would reset the connection, and the peer might lose the answer.
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final Wire wire;
    private final SocketAddress peer;
    private volatile long deadlineNanos = NO_DEADLINE;
    private volatile boolean busy;

    ServerConnection(HttpServer server, Wire wire, SocketAddress peer) {
        this.server = server;
        this.wire = wire;
        this.peer = peer;
    }

    /// Serves until the connection ends. The peer's going away is no error of ours.
    void run() {
        try {
            boolean more = true;
            while (more) {
                more = serveOne();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "connection ended", e);
        }
    }

    private boolean serveOne() throws IOException {
        allow(server.limits().idle());
        if (!wire.awaitBytes()) {
            return false;
        }
        busy = true;
        allow(server.limits().head());
        RequestHead head;
        long bodyLength;
        try {
            head = RequestHead.read(wire);
            bodyLength = head.bodyLength();
        } catch (MalformedHead e) {
            refuse(e);
            return false;
        }
        deadlineNanos = NO_DEADLINE;
        return answer(head, bodyLength);
    }

    private boolean answer(RequestHead head, long bodyLength) throws IOException {
        var watch = new PeerWatch(wire);
        var response = new OutboundResponse(wire, head, watch, head.keepsAlive() && !server.stopping());
        boolean waits = head.headers().lists("Expect", "100-continue") && !head.http10();
        var body = BodyInput.of(wire, bodyLength, () -> invite(response), watch::bodyEnded);
        response.peerWaits(waits && !body.ended());
        if (body.ended()) {
            watch.bodyEnded();
        }
        var request = new InboundRequest(head, body, bodyLength, peer, watch);
        handle(request, response);
        watch.finish();
        if (response.hijacked()) {
            return false;
        }
        response.finish();
        busy = false;
        allow(server.limits().idle());
        return leaveBody(body, response.keepsAlive()) && watch.settle();
    }

    /// Reads away a body that the handler left, so that the connection can go on; a long one ends it.
    ///
    /// @return whether the connection can go on
    private boolean leaveBody(BodyInput body, boolean keepsAlive) throws IOException {
        if (body.ended() || body.broken()) {
            return keepsAlive && !body.broken();
        }
        allow(LINGER);
        if (keepsAlive && body.drain(Limits.DRAIN_BYTES_MAX)) {
            return true;
        }
        wire.shutdownOutput();
        wire.drain();
        return false;
    }

    private void invite(OutboundResponse response) throws IOException {
        if (response.invitesPeer()) {
            wire.output().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            wire.output().flush();
        }
    }

    private void handle(Request request, OutboundResponse response) throws IOException {
        try {
            if (server.guard().allows(request)) {
                server.handler().handle(request, response);
            } else {
                response.send(403, TEXT, "forbidden host or origin\n".getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException | RuntimeException e) {
            fail(request, response, e);
        }
    }

    private void fail(Request request, OutboundResponse response, Exception failure) throws IOException {
        Level level = failure instanceof IOException ? Level.DEBUG : Level.ERROR;
        LOG.log(level, () -> request.method() + " " + Tokens.shown(request.rawPath()) + " failed", failure);
        if (response.committed()) {
            throw new IOException("answer is cut: the handler failed after the head was sent", failure);
        }
        if (failure instanceof BrokenBody broken) {
            response.header("Connection", "close");
            response.send(400, TEXT, (broken.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
        } else {
            response.send(500, TEXT, "internal error\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void refuse(MalformedHead malformed) throws IOException {
        LOG.log(Level.DEBUG, "malformed head", malformed);
        byte[] body = (malformed.status() + " " + Heads.reason(malformed.status()) + ": " + malformed.getMessage()
                        + "\n")
                .getBytes(StandardCharsets.UTF_8);
        allow(LINGER);
        sayAndClose(wire, malformed.status(), body);
        wire.drain();
    }

    /// A whole answer outside any exchange, and the end of the connection.
    static void sayAndClose(Wire wire, int status, byte[] body) throws IOException {
        var headers =
                Headers.of("Content-Type", TEXT, "Content-Length", String.valueOf(body.length), "Connection", "close");
        wire.outputBuffer().write(Heads.response(status, Heads.reason(status), headers.lines()), wire.output());
        wire.outputBuffer().write(body, wire.output());
        wire.flush();
        wire.shutdownOutput();
    }

    private void allow(Duration time) {
        deadlineNanos = System.nanoTime() + time.toNanos();
    }

    /// Called by the server's sweep: closes the socket under a read that has waited too long.
    void closeIfOverdue(long nowNanos) {
        long deadline = deadlineNanos;
        if (deadline != NO_DEADLINE && nowNanos - deadline > 0) {
            close();
        }
    }

    /// Whether a request is being read or answered.
    boolean busy() {
        return busy;
    }

    void close() {
        try {
            wire.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "close connection", e);
        }
    }
}
