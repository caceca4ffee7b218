package dev.conex.daemon;

import dev.conex.api.NetworkConnectSettings;
import dev.conex.api.NetworkCreateSettings;
import dev.conex.api.NetworkCreated;
import dev.conex.api.NetworkDisconnectSettings;
import dev.conex.api.NetworksPruned;
import dev.conex.api.Nil;
import dev.conex.engine.Engine;
import java.io.IOException;
import java.util.List;

/// Networks.
final class NetworkRoutes {
    private final Engine engine;

    NetworkRoutes(Engine engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/networks", this::list),
                Route.get("/networks/", this::list),
                Route.post("/networks/create", this::create),
                Route.post("/networks/prune", this::prune),
                Route.get("/networks/{id}", this::inspect),
                Route.delete("/networks/{id}", this::remove),
                Route.post("/networks/{id}/connect", this::connect),
                Route.post("/networks/{id}/disconnect", this::disconnect));
    }

    private void list(Exchange x) throws IOException {
        x.json(engine.networks().list(x.filters()).stream()
                .map(network -> NetworkMapping.json(network, false))
                .toList());
    }

    private void create(Exchange x) throws IOException {
        var spec = NetworkMapping.spec(x.body(NetworkCreateSettings.class));
        if (spec.name().isBlank()) {
            throw Failure.badRequest("invalid name: name is empty");
        }
        var created = engine.networks().create(spec);
        x.json(201, new NetworkCreated(created.id(), created.warning()));
    }

    private void inspect(Exchange x) throws IOException {
        x.json(NetworkMapping.json(engine.networks().inspect(x.name("id")), true));
    }

    private void remove(Exchange x) {
        engine.networks().remove(x.name("id"));
        x.empty(204);
    }

    private void connect(Exchange x) throws IOException {
        var wish = x.body(NetworkConnectSettings.class);
        engine.networks().connect(x.name("id"), wish.container(), EndpointMapping.options(wish.endpointConfig()));
        x.empty(200);
    }

    private void disconnect(Exchange x) throws IOException {
        var wish = x.body(NetworkDisconnectSettings.class);
        engine.networks().disconnect(x.name("id"), wish.container(), SpecMapping.isTrue(wish.force()));
        x.empty(200);
    }

    private void prune(Exchange x) throws IOException {
        var names = engine.networks().prune(x.filters());
        x.json(new NetworksPruned(names.isEmpty() ? Nil.list() : names));
    }
}
