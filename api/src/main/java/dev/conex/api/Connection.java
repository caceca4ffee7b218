package dev.conex.api;

import dev.conex.http.Answer;
import dev.conex.http.Call;
import dev.conex.http.Headers;
import dev.conex.http.HttpClient;
import dev.conex.http.Payload;
import dev.conex.http.Upgrade;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Sends calls below the negotiated version and turns errors into [ApiException].
final class Connection implements AutoCloseable {
    /// The newest version that this client speaks.
    static final String VERSION_MAX = "1.51";
    /// What a daemon speaks that doesn't say.
    private static final String VERSION_OLD = "1.24";
    private static final int ANSWER_BYTES_MAX = 256 * 1024 * 1024;
    private static final int ERROR_BYTES_MAX = 1024 * 1024;

    private final HttpClient http;
    private final Headers extra;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable String version;

    Connection(HttpClient http, Headers extra) {
        this.http = http;
        this.extra = extra;
    }

    /// The version in use; asks the daemon the first time.
    String version() throws IOException {
        lock.lock();
        try {
            var known = version;
            if (known == null) {
                known = negotiate();
                version = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private String negotiate() throws IOException {
        try (var answer = http.call(new Call("HEAD", "/_ping", extra, Payload.none()))) {
            var offered = answer.headers().first("Api-Version").orElse(VERSION_OLD);
            return minor(offered) < minor(VERSION_MAX) ? offered : VERSION_MAX;
        }
    }

    private static int minor(String version) {
        int dot = version.indexOf('.');
        try {
            return dot < 0 ? 0 : Integer.parseInt(version.substring(dot + 1));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /// Sends, and gives the answer when its status is below 400 (304 included).
    Answer send(String method, Target target, Headers headers, Payload payload) throws IOException {
        var call = new Call(method, "/v" + version() + target.text(), joined(headers), payload);
        var answer = http.call(call);
        if (answer.status() >= 400) {
            try (answer) {
                throw refused(answer);
            }
        }
        return answer;
    }

    private Headers joined(Headers headers) {
        var all = extra;
        for (var line : headers) {
            all = all.with(line.name(), line.value());
        }
        return all;
    }

    private static ApiException refused(Answer answer) throws IOException {
        byte[] body = answer.bytes(ERROR_BYTES_MAX);
        return new ApiException(answer.status(), message(answer.status(), body));
    }

    private static String message(int status, byte[] body) {
        try {
            return Wire.read(ErrorBody.class, body).message();
        } catch (MalformedJson e) {
            var text = new String(body, StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? "status " + status + " without a message" : text;
        }
    }

    /// Sends and gives the whole body.
    byte[] bytes(String method, Target target, Payload payload) throws IOException {
        try (var answer = send(method, target, Headers.NONE, payload)) {
            return answer.bytes(ANSWER_BYTES_MAX);
        }
    }

    <T> T get(Class<T> type, Target target) throws IOException {
        return Wire.read(type, bytes("GET", target, Payload.none()));
    }

    <T> List<T> list(Class<T> type, Target target) throws IOException {
        return Wire.readList(type, bytes("GET", target, Payload.none()));
    }

    <T> T post(Class<T> type, Target target, @Nullable Object body) throws IOException {
        return Wire.read(type, bytes("POST", target, payload(body)));
    }

    /// Sends without interest in the body; false when there was nothing to change.
    boolean act(String method, Target target, @Nullable Object body) throws IOException {
        try (var answer = send(method, target, Headers.NONE, payload(body))) {
            answer.bytes(ANSWER_BYTES_MAX);
            return answer.status() != 304;
        }
    }

    static Payload payload(@Nullable Object body) {
        return body == null ? Payload.none() : Payload.json(Wire.write(body));
    }

    /// Asks for raw bytes.
    RawStream hijack(Target target, @Nullable Object body) throws IOException {
        var call = new Call("POST", "/v" + version() + target.text(), extra, payload(body));
        return switch (http.upgrade(call, "tcp")) {
            case Upgrade.Open open ->
                new RawStream(
                        open.stream(),
                        open.headers().first("Content-Type").orElse("").startsWith(RawStream.MULTIPLEXED));
            case Upgrade.Declined declined -> {
                try (var answer = declined.answer()) {
                    throw refused(answer);
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
