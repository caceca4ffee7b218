package dev.conex.daemon;

import dev.conex.api.RawStream;
import dev.conex.api.StdCopy;
import dev.conex.api.Times;
import dev.conex.api.TopJson;
import dev.conex.api.Wire;
import dev.conex.engine.AttachRequest;
import dev.conex.engine.ContainerStats;
import dev.conex.engine.Engine;
import dev.conex.engine.LogReading;
import dev.conex.engine.LogRequest;
import dev.conex.engine.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Output, input, figures and processes of containers.
final class StreamRoutes {
    private static final Duration STATS_EVERY = Duration.ofSeconds(1);
    private static final int FRAMES_NAMED_SINCE = 42;

    private final Engine engine;

    StreamRoutes(Engine engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/containers/{id}/attach", this::attach),
                Route.get("/containers/{id}/logs", this::logs),
                Route.get("/containers/{id}/stats", this::stats),
                Route.get("/containers/{id}/top", this::top),
                Route.post("/containers/{id}/resize", this::resize));
    }

    private void attach(Exchange x) throws IOException, InterruptedException {
        boolean stdin = x.flag("stdin");
        var request = new AttachRequest(
                x.flag("logs"), x.flag("stream"), stdin, x.flag("stdout"), x.flag("stderr"), x.parameter("detachKeys"));
        var client = new ClientStream(x);
        try (var attached = engine.streams().attach(x.name("id"), request, client)) {
            client.open(attached.tty());
            client.run(attached, stdin);
        } finally {
            client.giveUp();
        }
    }

    private void logs(Exchange x) throws IOException, InterruptedException {
        if (!x.flag("stdout") && !x.flag("stderr")) {
            throw Failure.badRequest("Bad parameters: you must choose at least one stream");
        }
        var request = new LogRequest(
                x.flag("stdout"), x.flag("stderr"), x.flag("follow"), x.time("since"), x.time("until"), tail(x));
        try (var reading = engine.streams().logs(x.name("id"), request)) {
            x.request().onPeerGone(reading::close);
            boolean framed = !reading.tty();
            boolean named = framed && !x.version().below(FRAMES_NAMED_SINCE);
            x.response().header("Content-Type", named ? RawStream.MULTIPLEXED : RawStream.RAW);
            x.response().flushHeaders();
            reading.run(lines(x.response().stream(), framed, x.flag("timestamps"), request.follow()));
        }
    }

    /// The time stands before each line, also before the pieces of a long one.
    private static LogReading.Lines lines(OutputStream out, boolean framed, boolean timestamps, boolean flush) {
        return (stream, time, text, _) -> {
            byte[] line = text;
            if (timestamps) {
                byte[] stamp = (Times.rfc3339Fixed(time) + " ").getBytes(StandardCharsets.US_ASCII);
                line = java.util.Arrays.copyOf(stamp, stamp.length + text.length);
                System.arraycopy(text, 0, line, stamp.length, text.length);
            }
            if (framed) {
                StdCopy.write(out, stream, line, 0, line.length);
            } else {
                out.write(line);
            }
            if (flush) {
                out.flush();
            }
        };
    }

    private static long tail(Exchange x) {
        var text = x.query().text("tail", "all");
        if (text.equals("all") || text.isEmpty()) {
            return -1;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void stats(Exchange x) throws IOException, InterruptedException {
        boolean stream = x.query().flag("stream", true);
        boolean oneShot = x.flag("one-shot");
        if (stream && oneShot) {
            throw Failure.badRequest("cannot have stream=true and one-shot=true");
        }
        var now = engine.streams().stats(x.name("id"));
        if (!stream) {
            once(x, now, oneShot);
            return;
        }
        var gone = new CountDownLatch(1);
        x.request().onPeerGone(gone::countDown);
        x.response().header("Content-Type", "application/json");
        @Nullable ContainerStats before = null;
        try {
            do {
                now = engine.streams().stats(now.id().value());
                x.response().stream().write(x.line(Wire.write(StatsMapping.json(now, before))));
                x.response().stream().flush();
                before = now;
            } while (!gone.await(STATS_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (Refusal.NotFound e) {
            // removed meanwhile: the stream ends
            x.response().stream().flush();
        }
    }

    private void once(Exchange x, ContainerStats first, boolean oneShot) throws IOException, InterruptedException {
        if (oneShot || !first.running()) {
            x.json(StatsMapping.json(first, null));
            return;
        }
        Thread.sleep(STATS_EVERY);
        x.json(StatsMapping.json(engine.streams().stats(first.id().value()), first));
    }

    private void top(Exchange x) throws IOException {
        var table = engine.streams().top(x.name("id"), x.query().text("ps_args", ""));
        x.json(new TopJson(table.rows(), table.titles()));
    }

    private void resize(Exchange x) {
        engine.streams().resize(x.name("id"), size(x, "h", "height"), size(x, "w", "width"));
        x.empty(200);
    }

    static int size(Exchange x, String parameter, String word) {
        var text = x.query().text(parameter, "");
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw Failure.badRequest("invalid resize %s \"%s\": invalid syntax".formatted(word, text));
        }
    }
}
