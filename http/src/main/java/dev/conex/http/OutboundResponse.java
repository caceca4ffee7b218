package dev.conex.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.impl.io.ChunkedOutputStream;
import org.jspecify.annotations.Nullable;

/// The answer to one request on its wire.
final class OutboundResponse implements Response {
    private static final int CHUNK_BYTES = 8 * 1024;

    private final Wire wire;
    private final RequestHead request;
    private final PeerWatch watch;
    private final List<Header> headers = new ArrayList<>();
    private int status = 200;
    private boolean keepAlive;
    private boolean committed;
    private boolean hijacked;
    private boolean peerWaits;
    private @Nullable BodyOutput body;

    OutboundResponse(Wire wire, RequestHead request, PeerWatch watch, boolean keepAlive) {
        this.wire = wire;
        this.request = request;
        this.watch = watch;
        this.keepAlive = keepAlive;
    }

    @Override
    public Response status(int status) {
        requireOpen("set status " + status);
        this.status = status;
        return this;
    }

    @Override
    public Response header(String name, String value) {
        requireOpen("set header \"" + name + "\"");
        headers.removeIf(line -> line.name().equalsIgnoreCase(name));
        headers.add(new Header(name, value));
        return this;
    }

    @Override
    public Response addHeader(String name, String value) {
        requireOpen("add header \"" + name + "\"");
        headers.add(new Header(name, value));
        return this;
    }

    private void requireOpen(String act) {
        if (committed) {
            throw new IllegalStateException(act + ": the head is already sent");
        }
    }

    @Override
    public boolean committed() {
        return committed;
    }

    boolean hijacked() {
        return hijacked;
    }

    boolean keepsAlive() {
        return keepAlive;
    }

    /// Whether the peer waits to be invited before it sends its body. Answered without an invitation, nobody
    /// can tell whether the body still comes, so the connection ends.
    void peerWaits(boolean waits) {
        peerWaits = waits;
    }

    /// Whether an invitation is due now; asked once.
    boolean invitesPeer() {
        boolean due = peerWaits && !committed;
        peerWaits = false;
        return due;
    }

    @Override
    public OutputStream stream() throws IOException {
        if (body == null) {
            body = open(new Headers(headers).first("Content-Length"));
        }
        return body;
    }

    private BodyOutput open(java.util.Optional<String> length) throws IOException {
        BodyOutput opened;
        if (hasNoBody()) {
            opened = BodyOutput.dropped();
        } else if (length.isPresent()) {
            opened = BodyOutput.ofLength(wire, Long.parseLong(length.get()));
        } else if (request.http10()) {
            keepAlive = false;
            opened = BodyOutput.untilClose(wire);
        } else {
            headers.add(new Header("Transfer-Encoding", "chunked"));
            var chunked = new ChunkedOutputStream(wire.outputBuffer(), wire.output(), CHUNK_BYTES);
            opened = BodyOutput.chunked(wire, chunked);
        }
        commit();
        return opened;
    }

    private boolean hasNoBody() {
        return request.isHead() || status == 204 || status == 304;
    }

    @Override
    public void flushHeaders() throws IOException {
        stream().flush();
    }

    @Override
    public void send(int status, String contentType, byte[] bytes) throws IOException {
        status(status);
        header("Content-Type", contentType);
        if (status != 204 && status != 304) {
            header("Content-Length", String.valueOf(bytes.length));
        }
        try (var out = stream()) {
            out.write(bytes, 0, bytes.length);
        }
    }

    @Override
    public Hijacked hijack(int status, Headers extra) throws IOException {
        status(status);
        watch.finish();
        extra.forEach(line -> header(line.name(), line.value()));
        hijacked = true;
        keepAlive = false;
        writeHead();
        wire.flush();
        return new Hijacked(wire, new SettledInput(watch, new BufferedWireInput(wire)));
    }

    /// Puts the head into the buffer.
    private void commit() throws IOException {
        keepAlive &= !peerWaits;
        if (!keepAlive) {
            header("Connection", "close");
        } else if (request.http10()) {
            header("Connection", "keep-alive");
        }
        header("Date", Heads.date());
        writeHead();
    }

    private void writeHead() throws IOException {
        committed = true;
        boolean docker = status == 101 && new Headers(headers).lists("Upgrade", "tcp");
        String reason = docker ? "UPGRADED" : Heads.reason(status);
        wire.outputBuffer().write(Heads.response(status, reason, headers), wire.output());
    }

    /// Ends the answer after the handler has returned.
    void finish() throws IOException {
        if (!committed
                && !hasNoBody()
                && new Headers(headers).first("Content-Length").isEmpty()) {
            header("Content-Length", "0");
        }
        var out = stream();
        out.close();
        wire.flush();
        if (body != null && !body.complete()) {
            keepAlive = false;
        }
    }
}
