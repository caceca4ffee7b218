package dev.conex.daemon;

import dev.conex.api.AuthAnswer;
import dev.conex.api.AuthSettings;
import dev.conex.api.Nil;
import dev.conex.api.Wire;
import dev.conex.engine.Engine;
import dev.conex.engine.EngineSystem.Part;
import dev.conex.engine.EventQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The daemon itself, and what happens.
final class SystemRoutes {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Engine engine;
    private final Settings settings;

    SystemRoutes(Engine engine, Settings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/_ping", SystemRoutes::ping),
                Route.of("HEAD", "/_ping", SystemRoutes::ping),
                Route.get(
                        "/info", x -> x.json(SystemMapping.info(engine.system().info(), settings))),
                Route.get(
                        "/version",
                        x -> x.json(SystemMapping.version(engine.system().version()))),
                Route.get("/system/df", this::diskUsage),
                Route.post("/auth", this::login),
                Route.get("/events", this::events));
    }

    private static void ping(Exchange x) throws IOException {
        var answer = x.response();
        answer.header("Builder-Version", "1");
        answer.header("Swarm", "inactive");
        answer.header("Cache-Control", "no-cache, no-store, must-revalidate");
        answer.header("Pragma", "no-cache");
        boolean head = x.request().method().equals("HEAD");
        answer.send(200, TEXT, (head ? "" : "OK").getBytes(StandardCharsets.US_ASCII));
    }

    private void diskUsage(Exchange x) throws IOException {
        var parts = parts(x.query().all("type"));
        x.json(SystemMapping.diskUsage(engine.system().diskUsage(parts), parts, Instant.now()));
    }

    private static Set<Part> parts(List<String> types) {
        if (types.isEmpty()) {
            return EnumSet.allOf(Part.class);
        }
        var parts = EnumSet.noneOf(Part.class);
        for (var type : types) {
            parts.add(
                    switch (type) {
                        case "container" -> Part.CONTAINERS;
                        case "image" -> Part.IMAGES;
                        case "volume" -> Part.VOLUMES;
                        case "build-cache" -> Part.BUILD_CACHE;
                        default -> throw Failure.badRequest("unknown object type: " + type);
                    });
        }
        return parts;
    }

    private void login(Exchange x) throws IOException {
        var auth = x.body(AuthSettings.class);
        var token = engine.system().login(Nil.text(auth.serveraddress()), Credentials.of(auth));
        x.json(new AuthAnswer(Nil.text(Nil.omitEmpty(token)), "Login Succeeded"));
    }

    private void events(Exchange x) throws IOException, InterruptedException {
        var query = new EventQuery(x.time("since"), x.time("until"), x.filters());
        try (var subscription = engine.events().subscribe(query)) {
            x.request().onPeerGone(subscription::close);
            x.response().header("Content-Type", "application/json");
            x.response().flushHeaders();
            var out = x.response().stream();
            for (var event = subscription.next(); event.isPresent(); event = subscription.next()) {
                out.write(x.line(Wire.write(SystemMapping.event(event.get()))));
                out.flush();
            }
        }
    }
}
