package dev.conex.daemon;

import dev.conex.api.WaitJson;
import dev.conex.api.Wire;
import dev.conex.engine.ContainerLives;
import dev.conex.engine.Engine;
import dev.conex.engine.Refusal;
import dev.conex.engine.StopOptions;
import dev.conex.engine.WaitCondition;
import java.io.IOException;
import java.util.List;

/// What containers do.
final class LifeRoutes {
    private final Engine engine;

    LifeRoutes(Engine engine) {
        this.engine = engine;
    }

    private ContainerLives lives() {
        return engine.lives();
    }

    List<Route> routes() {
        return List.of(
                Route.post("/containers/{id}/start", this::start),
                Route.post("/containers/{id}/stop", this::stop),
                Route.post("/containers/{id}/restart", this::restart),
                Route.post("/containers/{id}/kill", this::kill),
                Route.post("/containers/{id}/pause", this::pause),
                Route.post("/containers/{id}/unpause", this::unpause),
                Route.post("/containers/{id}/wait", this::await));
    }

    private void start(Exchange x) {
        lives().start(x.name("id"));
        x.empty(204);
    }

    private static StopOptions stopOptions(Exchange x) {
        return new StopOptions(x.parameter("signal"), x.number("t"));
    }

    private void stop(Exchange x) {
        lives().stop(x.name("id"), stopOptions(x));
        x.empty(204);
    }

    private void restart(Exchange x) {
        lives().restart(x.name("id"), stopOptions(x));
        x.empty(204);
    }

    private void kill(Exchange x) {
        var signal = x.parameter("signal");
        try {
            lives().kill(x.name("id"), signal == null ? "" : signal);
        } catch (Refusal.Invalid e) {
            throw new Refusal.Invalid(
                    Refusal.What.OTHER, e.value(), "cannot kill container: %s: %s".formatted(x.name("id"), InvalidWords.of(e)));
        }
        x.empty(204);
    }

    private void pause(Exchange x) {
        lives().pause(x.name("id"));
        x.empty(204);
    }

    private void unpause(Exchange x) {
        lives().unpause(x.name("id"));
        x.empty(204);
    }

    /// The head leaves as soon as the waiter is registered: clients start the container only then.
    private void await(Exchange x) throws IOException, InterruptedException {
        var condition = condition(x.query().text("condition", ""));
        try (var waiting = lives().wait(x.name("id"), condition)) {
            x.request().onPeerGone(waiting::close);
            x.response().header("Content-Type", "application/json");
            x.response().flushHeaders();
            var result = waiting.await();
            var error = result.error();
            var json = new WaitJson(result.exitCode(), error == null ? null : new WaitJson.WaitError(error));
            x.response().stream().write(x.line(Wire.write(json)));
        }
    }

    private static WaitCondition condition(String word) {
        return switch (word) {
            case "", "not-running" -> WaitCondition.NOT_RUNNING;
            case "next-exit" -> WaitCondition.NEXT_EXIT;
            case "removed" -> WaitCondition.REMOVED;
            default -> throw Failure.badRequest("invalid condition: \"" + word + "\"");
        };
    }
}
