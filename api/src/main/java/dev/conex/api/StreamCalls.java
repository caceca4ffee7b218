package dev.conex.api;

import dev.conex.http.Answer;
import dev.conex.http.Headers;
import dev.conex.http.Payload;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Output, input, figures and processes of containers.
public final class StreamCalls {
    private final Connection connection;

    StreamCalls(Connection connection) {
        this.connection = connection;
    }

    /// What to attach.
    public record Attach(
            boolean stdin,
            boolean stdout,
            boolean stderr,
            boolean stream,
            boolean logs,
            @Nullable String detachKeys) {
        /// Live output of both streams.
        public static final Attach OUTPUT = new Attach(false, true, true, true, false, null);
    }

    /// Attaches by an upgraded connection.
    public RawStream attach(String ref, Attach wish) throws IOException {
        var target = Target.of("/containers/{}/attach", ref)
                .with("stream", wish.stream())
                .with("logs", wish.logs())
                .with("stdin", wish.stdin())
                .with("stdout", wish.stdout())
                .with("stderr", wish.stderr())
                .with("detachKeys", wish.detachKeys());
        return connection.hijack(target, null);
    }

    /// Which lines; `tail` absent or `all` is all.
    public record Logs(
            boolean stdout,
            boolean stderr,
            boolean follow,
            boolean timestamps,
            boolean details,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String tail) {
        /// All of both streams until now.
        public static final Logs ALL = new Logs(true, true, false, false, false, null, null, null);
    }

    /// The log.
    public OutputStreamAnswer logs(String ref, Logs wish) throws IOException {
        var target = Target.of("/containers/{}/logs", ref)
                .with("stdout", wish.stdout())
                .with("stderr", wish.stderr())
                .with("follow", wish.follow())
                .with("timestamps", wish.timestamps())
                .with("details", wish.details())
                .with("since", wish.since())
                .with("until", wish.until())
                .with("tail", wish.tail());
        var answer = connection.send("GET", target, Headers.NONE, Payload.none());
        return new OutputStreamAnswer(answer, multiplexed(answer));
    }

    private static boolean multiplexed(Answer answer) {
        return answer.headers().first("Content-Type").orElse("").startsWith(RawStream.MULTIPLEXED);
    }

    public void resize(String ref, int rows, int columns) throws IOException {
        connection.act(
                "POST", Target.of("/containers/{}/resize", ref).with("h", rows).with("w", columns), null);
    }

    /// Figures: every second, or once.
    public JsonLines<StatsJson> stats(String ref, boolean stream, boolean oneShot) throws IOException {
        var target = Target.of("/containers/{}/stats", ref)
                .with("stream", stream ? "1" : "0")
                .with("one-shot", oneShot);
        return new JsonLines<>(connection.send("GET", target, Headers.NONE, Payload.none()), StatsJson.class);
    }

    public TopJson top(String ref, @Nullable String psArgs) throws IOException {
        return connection.get(
                TopJson.class, Target.of("/containers/{}/top", ref).with("ps_args", psArgs));
    }
}
