package dev.conex.daemon;

import dev.conex.api.ImagesPruned;
import dev.conex.api.JsonTree;
import dev.conex.api.MalformedJson;
import dev.conex.api.Nil;
import dev.conex.engine.Engine;
import dev.conex.engine.ImageQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Images.
final class ImageRoutes {
    private final Engine engine;

    ImageRoutes(Engine engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/images/json", this::list),
                Route.post("/images/prune", this::prune),
                Route.get("/images/{name*}/json", this::inspect),
                Route.get("/images/{name*}/history", this::history),
                Route.post("/images/{name*}/tag", this::tag),
                Route.delete("/images/{name*}", this::remove),
                Route.get("/distribution/{name*}/json", this::distribution));
    }

    private void list(Exchange x) throws IOException {
        boolean manifests = x.flag("manifests");
        var query = new ImageQuery(x.flag("all"), x.flag("shared-size"), manifests, x.filters());
        x.json(engine.images().list(query).stream()
                .map(row -> ImageMapping.row(row, manifests))
                .toList());
    }

    private void inspect(Exchange x) throws IOException {
        boolean manifests = x.flag("manifests");
        var platform = platform(x);
        if (manifests && platform != null) {
            throw Failure.badRequest("conflicting options: manifests and platform options cannot both be set");
        }
        x.json(ImageMapping.json(engine.images().inspect(x.name("name"), platform), manifests));
    }

    private void history(Exchange x) throws IOException {
        x.json(engine.images().history(x.name("name"), platform(x)).stream()
                .map(ImageMapping::history)
                .toList());
    }

    private void tag(Exchange x) {
        var repository = x.query().text("repo", "");
        var tag = x.parameter("tag");
        engine.images().tag(x.name("name"), tag == null ? repository : repository + ":" + tag);
        x.empty(201);
    }

    private void remove(Exchange x) throws IOException {
        x.json(ImageMapping.deleted(engine.images().remove(x.name("name"), x.flag("force"), x.flag("noprune"))));
    }

    private void prune(Exchange x) throws IOException {
        var pruned = engine.images().prune(x.filters());
        var deleted = ImageMapping.deleted(pruned.removed());
        x.json(new ImagesPruned(deleted.isEmpty() ? Nil.list() : deleted, pruned.bytesReclaimed()));
    }

    private void distribution(Exchange x) throws IOException {
        x.json(ImageMapping.distribution(engine.images().distribution(x.name("name"), Credentials.of(x))));
    }

    /// The parameter `platform`, which is the JSON of an OCI platform here, as `os/arch[/variant]`.
    static @Nullable String platform(Exchange x) {
        var text = x.parameter("platform");
        if (text == null || !text.startsWith("{")) {
            return text;
        }
        try {
            if (JsonTree.read(text.getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> map) {
                var words = new java.util.StringJoiner("/");
                for (var key : List.of("os", "architecture", "variant")) {
                    if (map.get(key) instanceof String word && !word.isEmpty()) {
                        words.add(word);
                    }
                }
                return words.toString();
            }
        } catch (MalformedJson e) {
            throw Failure.badRequest("failed to parse platform: " + e.getMessage());
        }
        throw Failure.badRequest("failed to parse platform: no object");
    }
}
