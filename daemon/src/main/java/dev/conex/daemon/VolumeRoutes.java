package dev.conex.daemon;

import dev.conex.api.Nil;
import dev.conex.api.VolumeCreateSettings;
import dev.conex.api.VolumesJson;
import dev.conex.api.VolumesPruned;
import dev.conex.daemon.shims.Prunes;
import dev.conex.engine.Engine;
import dev.conex.engine.Filters;
import java.io.IOException;
import java.util.List;

/// Volumes.
final class VolumeRoutes {
    private static final VolumeCreateSettings ANYTHING = new VolumeCreateSettings(null, null, null, null);

    private final Engine engine;

    VolumeRoutes(Engine engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/volumes", this::list),
                Route.post("/volumes/create", this::create),
                Route.post("/volumes/prune", this::prune),
                Route.get("/volumes/{name}", this::inspect),
                Route.delete("/volumes/{name}", this::remove));
    }

    private void list(Exchange x) throws IOException {
        var volumes = engine.volumes().list(x.filters()).stream()
                .map(VolumeMapping::json)
                .toList();
        x.json(new VolumesJson(volumes, Nil.list()));
    }

    private void create(Exchange x) throws IOException {
        var wish = x.bodyOr(VolumeCreateSettings.class, ANYTHING);
        x.json(201, VolumeMapping.json(engine.volumes().create(VolumeMapping.create(wish))));
    }

    private void inspect(Exchange x) throws IOException {
        x.json(VolumeMapping.json(engine.volumes().inspect(x.name("name"))));
    }

    private void remove(Exchange x) {
        engine.volumes().remove(x.name("name"), x.flag("force"));
        x.empty(204);
    }

    private void prune(Exchange x) throws IOException {
        var filters =
                new Filters(Prunes.volumes(x.version().minor(), x.filters().values()));
        var pruned = engine.volumes().prune(filters);
        x.json(new VolumesPruned(pruned.deleted(), pruned.bytesReclaimed()));
    }
}
