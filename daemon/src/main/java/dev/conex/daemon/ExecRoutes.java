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
import dev.conex.engine.Refusal;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Further processes inside running containers.
final class ExecRoutes {
    private static final ExecStartSettings ATTACHED = new ExecStartSettings(false, false, null);

    private final Engine engine;
    private final Words words;

    ExecRoutes(Engine engine, Words words) {
        this.engine = engine;
        this.words = words;
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
        var exec = engine.execs().inspect(id);
        if (exec.running() || exec.exitCode() != null) {
            throw new Failure(
                    409, "Error: Exec command " + id + (exec.running() ? " is already running" : " has already run"));
        }
        var client = new ClientStream(x);
        client.open(exec.spec().tty());
        attached(client, exec, how(exec.spec().tty(), wish.consoleSize()));
    }

    /// The head is out before the process starts, as with Docker: clients that read the socket behind their own buffer
    /// would lose output that comes together with it. So what goes wrong now is said in the stream.
    private void attached(ClientStream client, ExecInspect exec, ExecStart how)
            throws IOException, InterruptedException {
        try (var attached = engine.execs().start(exec.id(), how, client)) {
            client.run(attached, exec.spec().attachStdin());
        } catch (Refusal.LaunchRefused e) {
            client.say(Words.exec(e));
        } catch (Refusal e) {
            client.say(words.of(e).message() + "\r\n");
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
