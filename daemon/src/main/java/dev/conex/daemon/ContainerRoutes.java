package dev.conex.daemon;

import dev.conex.api.ContainerCreateSettings;
import dev.conex.api.ContainerCreated;
import dev.conex.api.ContainerUpdateSettings;
import dev.conex.api.ContainersPruned;
import dev.conex.api.Nil;
import dev.conex.api.RestartSettings;
import dev.conex.api.UpdateAnswer;
import dev.conex.engine.ContainerCreate;
import dev.conex.engine.ContainerQuery;
import dev.conex.engine.ContainerUpdate;
import dev.conex.engine.Engine;
import dev.conex.engine.RemoveOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What containers are.
final class ContainerRoutes {
    private final Engine engine;
    private final Settings settings;
    private volatile @Nullable ShownHost shown;

    ContainerRoutes(Engine engine, Settings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/containers/json", this::list),
                Route.post("/containers/create", this::create),
                Route.post("/containers/prune", this::prune),
                Route.get("/containers/{id}/json", this::inspect),
                Route.post("/containers/{id}/rename", this::rename),
                Route.post("/containers/{id}/update", this::update),
                Route.delete("/containers/{id}", this::remove),
                Route.get("/containers/{id}/explain", this::explain));
    }

    private void list(Exchange x) throws IOException {
        var limit = x.number("limit");
        var query = new ContainerQuery(x.flag("all"), limit == null ? 0 : limit, x.flag("size"), x.filters());
        var now = Instant.now();
        x.json(engine.containers().list(query).stream()
                .map(row -> ContainerMapping.row(row, now))
                .toList());
    }

    private void create(Exchange x) throws IOException {
        var wish = x.body(ContainerCreateSettings.class);
        if (wish.config().image().isEmpty()
                && wish.config().cmd().isEmpty()
                && wish.config().env().isEmpty()) {
            throw Failure.badRequest("config cannot be empty in order to create a container");
        }
        var request = new ContainerCreate(x.parameter("name"), x.parameter("platform"), SpecMapping.spec(wish));
        if (x.flag("dryRun")) {
            text(x, engine.containers().dryRun(request));
            return;
        }
        var created = engine.containers().create(request);
        x.json(201, new ContainerCreated(created.id().value(), created.warnings()));
    }

    private void inspect(Exchange x) throws IOException {
        x.json(ContainerMapping.json(engine.containers().inspect(x.name("id"), x.flag("size")), shown()));
    }

    /// Asked of the host once.
    private ShownHost shown() {
        var known = shown;
        if (known == null) {
            int cgroups = engine.system().info().features().cgroupVersion();
            known = new ShownHost(settings.containers(), cgroups == 2 ? "private" : "host");
            shown = known;
        }
        return known;
    }

    private void rename(Exchange x) {
        var name = x.parameter("name");
        if (name == null) {
            throw Failure.badRequest("Neither old nor new names may be empty");
        }
        engine.containers().rename(x.name("id"), name);
        x.empty(204);
    }

    private void update(Exchange x) throws IOException {
        var wish = x.body(ContainerUpdateSettings.class);
        var restart = wish.restart();
        var policy = restart == null || restart.equals(RestartSettings.UNSET) ? null : HostMapping.restart(restart);
        var update = new ContainerUpdate(LimitMapping.resources(wish.limits()), policy);
        var warnings = engine.containers().update(x.name("id"), update);
        x.json(new UpdateAnswer(warnings.isEmpty() ? Nil.list() : warnings));
    }

    private void remove(Exchange x) {
        engine.containers().remove(x.name("id"), new RemoveOptions(x.flag("force"), x.flag("v"), x.flag("link")));
        x.empty(204);
    }

    private void prune(Exchange x) throws IOException {
        var pruned = engine.containers().prune(x.filters());
        x.json(new ContainersPruned(
                pruned.deleted().isEmpty() ? Nil.list() : pruned.deleted(), pruned.bytesReclaimed()));
    }

    /// Our own: the plan of the next start.
    private void explain(Exchange x) throws IOException {
        text(x, engine.containers().explain(x.name("id")));
    }

    private static void text(Exchange x, String text) throws IOException {
        x.response().send(200, "text/plain; charset=utf-8", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
