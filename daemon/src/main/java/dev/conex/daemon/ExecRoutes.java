package dev.conex.daemon;

import dev.conex.api.ExecJson;
import dev.conex.api.ExecSettings;
import dev.conex.api.ExecStartSettings;
import dev.conex.api.IdBody;
import dev.conex.api.Nil;
import dev.conex.engine.Engine;
import dev.conex.engine.ExecInspect;
import dev.conex.engine.ExecSpec;
import dev.conex.engine.ExecStart;
import dev.conex.engine.Output;
import dev.conex.engine.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Further processes inside running containers.
final class ExecRoutes {
    private static final ExecStartSettings ATTACHED = new ExecStartSettings(false, false, null);

    private final Engine engine;

    ExecRoutes(Engine engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/containers/{id}/exec", this::create),
                Route.post("/exec/{id}/start", this::start),
                Route.post("/exec/{id}/resize", this::resize),
                Route.get("/exec/{id}/json", this::inspect));
    }

    private void create(Exchange x) throws IOException {
        var wish = x.body(ExecSettings.class);
        if (wish.cmd().isEmpty()) {
            throw Failure.badRequest("No exec command specified");
        }
        var spec = new ExecSpec(
                wish.cmd(),
                SpecMapping.isTrue(wish.attachStdin()),
                SpecMapping.isTrue(wish.attachStdout()),
                SpecMapping.isTrue(wish.attachStderr()),
                SpecMapping.isTrue(wish.tty()),
                SpecMapping.isTrue(wish.privileged()),
                wish.user(),
                wish.workingDir(),
                wish.env(),
                wish.detachKeys(),
                wish.consoleSize());
        x.json(201, new IdBody(engine.execs().create(x.name("id"), spec)));
    }

    private void start(Exchange x) throws IOException, InterruptedException {
        var wish = x.bodyOr(ExecStartSettings.class, ATTACHED);
        var id = x.name("id");
        if (wish.detach()) {
            engine.execs().startDetached(id);
            x.empty(200);
            return;
        }
        var spec = engine.execs().inspect(id).spec();
        var how = how(spec.tty(), wish.consoleSize());
        var client = new ClientStream(x);
        try (var attached = engine.execs().start(id, how, client)) {
            client.open(attached.tty());
            client.run(attached, spec.attachStdin());
        } catch (Refusal.LaunchRefused e) {
            client.open(spec.tty());
            byte[] words = Words.exec(e).getBytes(StandardCharsets.UTF_8);
            client.frame(Output.STDOUT, words, 0, words.length);
        } finally {
            client.giveUp();
        }
    }

    private static ExecStart how(boolean tty, @Nullable List<Integer> size) {
        return size == null || size.size() != 2
                ? new ExecStart(tty, 0, 0)
                : new ExecStart(tty, size.getFirst(), size.getLast());
    }

    private void resize(Exchange x) {
        engine.execs().resize(x.name("id"), StreamRoutes.size(x, "h", "height"), StreamRoutes.size(x, "w", "width"));
        x.empty(200);
    }

    private void inspect(Exchange x) throws IOException {
        x.json(json(engine.execs().inspect(x.name("id"))));
    }

    static ExecJson json(ExecInspect e) {
        var spec = e.spec();
        var exitCode = e.exitCode();
        return new ExecJson(
                e.id(),
                e.running(),
                exitCode == null ? null : exitCode.longValue(),
                new ExecJson.ProcessJson(
                        spec.tty(),
                        spec.cmd().getFirst(),
                        spec.cmd().subList(1, spec.cmd().size()),
                        spec.privileged(),
                        Nil.omitEmpty(spec.user())),
                spec.attachStdin(),
                spec.attachStderr(),
                spec.attachStdout(),
                e.canRemove(),
                e.container().value(),
                Nil.text(spec.detachKeys()),
                e.pid());
    }
}
