package dev.conex.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.impl.io.ChunkedOutputStream;
import org.apache.hc.core5.http.message.BasicLineParser;
import org.apache.hc.core5.http.message.StatusLine;

/// One connection of a client, used for one exchange after another.
final class ClientConnection {
    private static final int STREAM_BYTES = 64 * 1024;
    private static final long UNTIL_CLOSE = -2;

    private final HttpClient client;
    private final Wire wire;
    private final String host;

    ClientConnection(HttpClient client, Wire wire, String host) {
        this.client = client;
        this.wire = wire;
        this.host = host;
    }

    private record Head(StatusLine line, Headers headers) {
        int status() {
            return line.getStatusCode();
        }
    }

    Answer call(Call call) throws IOException {
        var sending = send(call, List.of());
        return answer(call, readHead(sending), sending);
    }

    Upgrade upgrade(Call call, String protocol) throws IOException {
        var asks = List.of(new Header("Connection", "Upgrade"), new Header("Upgrade", protocol));
        var sending = send(call, asks);
        Head head = readHead(sending);
        boolean raw = head.status() == 200 && length(call, head) == UNTIL_CLOSE;
        if (head.status() == 101 || raw) {
            return new Upgrade.Open(head.status(), head.headers(), new Hijacked(wire, new BufferedWireInput(wire)));
        }
        return new Upgrade.Declined(answer(call, head, sending));
    }

    private Sending send(Call call, List<Header> asks) throws IOException {
        List<Header> lines = new ArrayList<>();
        if (!call.headers().has("Host")) {
            lines.add(new Header("Host", host));
        }
        lines.addAll(call.headers().lines());
        lines.addAll(asks);
        lines.addAll(framing(call));
        wire.outputBuffer().write(Heads.request(call.method(), call.target(), lines), wire.output());
        if (call.payload() instanceof Payload.Streamed body) {
            return Sending.start(() -> copy(body));
        }
        if (call.payload() instanceof Payload.Bytes body) {
            wire.outputBuffer().write(body.bytes(), wire.output());
        }
        wire.flush();
        return Sending.done();
    }

    private static List<Header> framing(Call call) {
        Payload payload = call.payload();
        List<Header> lines = new ArrayList<>();
        if (!payload.contentType().isEmpty()) {
            lines.add(new Header("Content-Type", payload.contentType()));
        }
        boolean bodiless = call.method().equals("GET") || call.method().equals("HEAD");
        if (payload.length() < 0) {
            lines.add(new Header("Transfer-Encoding", "chunked"));
        } else if (payload.length() > 0 || !bodiless) {
            lines.add(new Header("Content-Length", String.valueOf(payload.length())));
        }
        return lines;
    }

    private void copy(Payload.Streamed body) throws IOException {
        try (var out = body.length() < 0
                ? BodyOutput.chunked(wire, new ChunkedOutputStream(wire.outputBuffer(), wire.output(), STREAM_BYTES))
                : BodyOutput.ofLength(wire, body.length())) {
            wire.flush();
            byte[] buffer = new byte[STREAM_BYTES];
            InputStream in = body.stream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                if (in.available() == 0) {
                    out.flush();
                }
            }
            if (!out.complete()) {
                throw new IOException("body is shorter than its declared length");
            }
        }
    }

    /// The answer's head, without the interim ones before it.
    private Head readHead(Sending sending) throws IOException {
        try {
            Head head = readAnyHead();
            while (head.status() >= 100 && head.status() < 200 && head.status() != 101) {
                head = readAnyHead();
            }
            return head;
        } catch (IOException e) {
            sending.addFailureTo(e);
            throw e;
        }
    }

    private Head readAnyHead() throws IOException {
        String line = HeadLines.first(wire);
        try {
            var status = BasicLineParser.INSTANCE.parseStatusLine(HeadLines.buffer(line));
            return new Head(status, HeadLines.headers(wire));
        } catch (ParseException e) {
            throw HeadLines.malformed("status line is \"" + Tokens.shown(line) + "\"", e);
        }
    }

    private static long length(Call call, Head head) throws IOException {
        if (call.method().equals("HEAD") || head.status() == 204 || head.status() == 304) {
            return 0;
        }
        try {
            return HeadLines.bodyLength(head.headers(), UNTIL_CLOSE);
        } catch (HttpException e) {
            throw HeadLines.malformed("framing", e);
        }
    }

    private Answer answer(Call call, Head head, Sending sending) throws IOException {
        long length = length(call, head);
        var body = length == UNTIL_CLOSE ? BodyInput.untilClose(wire) : BodyInput.of(wire, length, () -> {}, () -> {});
        boolean keeps = length != UNTIL_CLOSE
                && head.line().getProtocolVersion().getMinor() > 0
                && !head.headers().lists("Connection", "close");
        return new Answer(head.status(), head.headers(), body, new Answer.End() {
            private boolean ended;

            @Override
            public void ended(boolean bodyIsRead) throws IOException {
                if (ended) {
                    return;
                }
                ended = true;
                if (keeps && bodyIsRead && sending.isDone()) {
                    client.keep(ClientConnection.this);
                } else {
                    close();
                }
            }
        });
    }

    /// Whether the server has kept this idle connection, as far as one can see from here.
    boolean living() {
        return wire.quiet();
    }

    void close() throws IOException {
        wire.close();
    }
}
