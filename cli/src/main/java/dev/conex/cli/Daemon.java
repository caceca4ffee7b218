package dev.conex.cli;

import dev.conex.api.JsonTree;
import dev.conex.api.MalformedJson;
import dev.conex.http.Answer;
import dev.conex.http.Call;
import dev.conex.http.Headers;
import dev.conex.http.Hijacked;
import dev.conex.http.HttpClient;
import dev.conex.http.Payload;
import dev.conex.http.Upgrade;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// The daemon as commands see it: JSON trees in and out, errors as [DaemonError]. Agrees on the API version at the
/// first call.
final class Daemon implements AutoCloseable {
    /// The newest version this client speaks.
    static final String VERSION_MAX = "1.51";

    private static final int ANSWER_MAX = 64 << 20;

    private final HostAddress host;
    private final DaemonStart starter;
    private @Nullable HttpClient client;
    private String version = "";

    Daemon(HostAddress host, DaemonStart starter) {
        this.host = host;
        this.starter = starter;
    }

    HostAddress host() {
        return host;
    }

    /// The version agreed on with the daemon.
    String version() throws IOException {
        connected();
        return version;
    }

    private HttpClient connected() throws IOException {
        HttpClient known = client;
        if (known != null) {
            return known;
        }
        HttpClient fresh = HttpClient.to(host.dial());
        try {
            version = agree(fresh);
        } catch (IOException e) {
            if (!starter.startFor(host)) {
                throw new IOException(
                        "Cannot connect to the Docker daemon at " + host.text() + ". Is the docker daemon running?", e);
            }
            version = agree(fresh);
        }
        client = fresh;
        return fresh;
    }

    private static String agree(HttpClient client) throws IOException {
        try (Answer answer = client.call(Call.of("HEAD", "/_ping"))) {
            String theirs = answer.headers().first("Api-Version").orElse("1.24");
            return minor(theirs) < minor(VERSION_MAX) ? theirs : VERSION_MAX;
        }
    }

    private static int minor(String version) {
        return Integer.parseInt(version.substring(version.indexOf('.') + 1));
    }

    /// A query from names and values in turn; a null or empty value is left out.
    static String query(@Nullable String... namesAndValues) {
        StringJoiner joiner = new StringJoiner("&", "?", "");
        joiner.setEmptyValue("");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = namesAndValues[i + 1];
            if (value != null && !value.isEmpty()) {
                joiner.add(namesAndValues[i] + "=" + escape(value));
            }
        }
        return joiner.toString();
    }

    static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Tree json(String method, String path) throws IOException {
        return json(method, path, null);
    }

    /// Sends a tree, or nothing when it is null, and reads the answer.
    Tree json(String method, String path, @Nullable Object body) throws IOException {
        try (Answer answer = answer(method, path, Headers.NONE, payload(body))) {
            return read(answer.bytes(ANSWER_MAX));
        }
    }

    /// The answer as plain text.
    String text(String method, String path, @Nullable Object body) throws IOException {
        try (Answer answer = answer(method, path, Headers.NONE, payload(body))) {
            return new String(answer.bytes(ANSWER_MAX), StandardCharsets.UTF_8);
        }
    }

    private static Payload payload(@Nullable Object body) {
        return body == null ? Payload.none() : Payload.json(JsonTree.write(body));
    }

    static Tree read(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return new Tree(null);
        }
        try {
            return new Tree(JsonTree.read(bytes));
        } catch (MalformedJson e) {
            throw new IOException("the daemon's answer is not JSON: " + e.getMessage(), e);
        }
    }

    /// The answer itself, when it is not an error; the caller closes it.
    Answer answer(String method, String path, Headers headers, Payload payload) throws IOException {
        Answer answer = connected().call(new Call(method, "/v" + version + path, headers, payload));
        if (answer.status() >= 400) {
            throw refusal(answer);
        }
        return answer;
    }

    Answer stream(String method, String path) throws IOException {
        return answer(method, path, Headers.NONE, Payload.none());
    }

    /// Turns the connection into raw bytes both ways.
    Hijacked hijack(String path, @Nullable Object body) throws IOException {
        Call call = new Call("POST", "/v" + versioned() + path, Headers.NONE, payload(body));
        return switch (connected().upgrade(call, "tcp")) {
            case Upgrade.Open open -> open.stream();
            case Upgrade.Declined declined -> throw refusal(declined.answer());
        };
    }

    private String versioned() throws IOException {
        connected();
        return version;
    }

    private static DaemonError refusal(Answer answer) throws IOException {
        try (answer) {
            byte[] body = answer.bytes(ANSWER_MAX);
            String message;
            try {
                message = read(body).text("message");
            } catch (IOException _) {
                message = new String(body, StandardCharsets.UTF_8).strip();
            }
            return new DaemonError(answer.status(), message.isEmpty() ? "status " + answer.status() : message);
        }
    }

    /// Filters in their JSON form.
    static @Nullable String filters(Map<String, java.util.List<String>> filters) {
        return filters.isEmpty() ? null : new String(JsonTree.write(filters), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        if (client != null) {
            client.close();
        }
    }
}
