package dev.conex.bench;

import dev.conex.http.Answer;
import dev.conex.http.Call;
import dev.conex.http.Dial;
import dev.conex.http.HttpClient;
import dev.conex.http.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The few calls of the Docker Engine API that the benchmarks make, on kept connections.
final class Api implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("\"Id\":\"([0-9a-f]+)\"");
    private static final int ANSWER_MAX = 1 << 20;

    private final HttpClient client;

    Api(Path socket) {
        client = HttpClient.to(new Dial.Unix(socket));
    }

    /// Creates, starts, waits for and removes a container, as `docker run --rm` does without its output.
    void runTrue() throws IOException {
        String id = create("{\"Image\":\"busybox\",\"Cmd\":[\"true\"]}");
        try (Answer waiting = call("POST", "/v1.47/containers/" + id + "/wait?condition=next-exit", Payload.none())) {
            expect(204, "POST", "/v1.47/containers/" + id + "/start", Payload.none());
            waiting.bytes(ANSWER_MAX);
        }
        expect(204, "DELETE", "/v1.47/containers/" + id, Payload.none());
    }

    String startSleeping(String name) throws IOException {
        String id =
                create("{\"Image\":\"busybox\",\"Cmd\":[\"sleep\",\"1000\"],\"Labels\":{\"bench\":\"" + name + "\"}}");
        expect(204, "POST", "/v1.47/containers/" + id + "/start", Payload.none());
        return id;
    }

    void execTrue(String id) throws IOException {
        String exec = idOf(expect(
                201,
                "POST",
                "/v1.47/containers/" + id + "/exec",
                json("{\"Cmd\":[\"true\"],\"AttachStdout\":true,\"AttachStderr\":true}")));
        try (Answer output = call("POST", "/v1.47/exec/" + exec + "/start", json("{\"Detach\":false,\"Tty\":false}"))) {
            output.body().readAllBytes();
        }
        String state = expect(200, "GET", "/v1.47/exec/" + exec + "/json", Payload.none());
        if (!state.contains("\"ExitCode\":0")) {
            throw new IOException("exec of true: " + state);
        }
    }

    void removeByForce(String id) throws IOException {
        expect(204, "DELETE", "/v1.47/containers/" + id + "?force=1", Payload.none());
    }

    private String create(String body) throws IOException {
        return idOf(expect(201, "POST", "/v1.47/containers/create", json(body)));
    }

    private static Payload json(String text) {
        return Payload.json(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String idOf(String answer) throws IOException {
        Matcher matcher = ID.matcher(answer);
        if (!matcher.find()) {
            throw new IOException("no Id in " + answer);
        }
        return matcher.group(1);
    }

    private Answer call(String method, String target, Payload payload) throws IOException {
        return client.call(Call.of(method, target, payload));
    }

    private String expect(int status, String method, String target, Payload payload) throws IOException {
        try (Answer answer = call(method, target, payload)) {
            String body = new String(answer.bytes(ANSWER_MAX), StandardCharsets.UTF_8);
            if (answer.status() != status) {
                throw new IOException(method + " " + target + ": " + answer.status() + " " + body);
            }
            return body;
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
