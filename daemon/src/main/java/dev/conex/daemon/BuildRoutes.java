package dev.conex.daemon;

import dev.conex.api.BuildsPruned;
import dev.conex.api.HostBlkio;
import dev.conex.api.HostCpu;
import dev.conex.api.HostDevices;
import dev.conex.api.HostLimits;
import dev.conex.api.HostMemory;
import dev.conex.api.JsonTree;
import dev.conex.api.MalformedJson;
import dev.conex.api.Nil;
import dev.conex.engine.BuildPrune;
import dev.conex.engine.BuildWish;
import dev.conex.engine.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds by the classic front door.
final class BuildRoutes {
    private final Engine engine;
    private final Words words;

    BuildRoutes(Engine engine, Words words) {
        this.engine = engine;
        this.words = words;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/build", this::build),
                Route.post("/build/prune", this::prune),
                Route.post("/build/cancel", x -> x.empty(204)),
                Route.post("/session", BuildRoutes::buildKit),
                Route.post("/grpc", BuildRoutes::buildKit));
    }

    /// BuildKit's doors, which this daemon has not.
    private static void buildKit(Exchange x) {
        if (!x.request().headers().has("Upgrade")) {
            throw Failure.badRequest("no upgrade proto in request");
        }
        throw new Failure(501, "BuildKit is not served by this daemon: build with DOCKER_BUILDKIT=0");
    }

    private void build(Exchange x) throws IOException {
        if (x.query().text("version", "1").equals("2")) {
            buildKit2();
        }
        var wish = wish(x);
        TransferRoutes.run(x, words, false, progress -> {
            var id = engine.builds().build(wish, x.request().body(), progress);
            if (wish.quiet() && !id.isEmpty()) {
                progress.text(id + "\n");
            }
        });
    }

    private static void buildKit2() {
        throw new Failure(501, "BuildKit (version=2) is not served by this daemon: build with DOCKER_BUILDKIT=0");
    }

    private static BuildWish wish(Exchange x) {
        var query = x.query();
        return new BuildWish(
                query.text("dockerfile", "Dockerfile").isEmpty()
                        ? "Dockerfile"
                        : query.text("dockerfile", "Dockerfile"),
                x.parameter("remote"),
                query.all("t").stream().filter(tag -> !tag.isEmpty()).toList(),
                texts(x, "buildargs"),
                labels(x),
                x.parameter("target"),
                x.parameter("platform"),
                query.text("networkmode", ""),
                extraHosts(x),
                list(x, "cachefrom"),
                x.flag("nocache"),
                x.flag("pull"),
                x.flag("q"),
                x.flag("squash"),
                query.flag("rm", true),
                x.flag("forcerm"),
                LimitMapping.resources(limits(x)),
                whole(x, "shmsize"),
                Credentials.all(x));
    }

    private static Map<String, String> labels(Exchange x) {
        var labels = new LinkedHashMap<String, String>();
        texts(x, "labels").forEach((key, value) -> labels.put(key, Nil.text(value)));
        return labels;
    }

    /// Each value is one host, or several with commas between.
    private static List<String> extraHosts(Exchange x) {
        var hosts = new ArrayList<String>();
        x.query().all("extrahosts").forEach(each -> {
            for (var host : each.split(",")) {
                if (!host.isBlank()) {
                    hosts.add(host.strip());
                }
            }
        });
        return hosts;
    }

    private static HostLimits limits(Exchange x) {
        return new HostLimits(
                new HostMemory(whole(x, "memory"), 0, whole(x, "memswap"), null, null, null, null),
                new HostCpu(
                        whole(x, "cpushares"),
                        0,
                        whole(x, "cpuperiod"),
                        whole(x, "cpuquota"),
                        0,
                        0,
                        x.query().text("cpusetcpus", ""),
                        x.query().text("cpusetmems", ""),
                        0,
                        0),
                HostBlkio.NONE,
                new HostDevices(
                        x.query().text("cgroupparent", ""), Nil.list(), Nil.list(), Nil.list(), null, ulimits(x), 0));
    }

    private static List<HostDevices.Ulimit> ulimits(Exchange x) {
        var text = x.query().text("ulimits", "");
        if (text.isEmpty()) {
            return Nil.list();
        }
        try {
            return dev.conex.api.Wire.readList(HostDevices.Ulimit.class, text.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJson e) {
            throw Failure.badRequest("error reading ulimit settings: " + e.getMessage());
        }
    }

    private static long whole(Exchange x, String name) {
        var text = x.parameter(name);
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Failure.badRequest("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
    }

    private static @Nullable Object tree(Exchange x, String name) {
        var text = x.parameter(name);
        try {
            return text == null ? null : JsonTree.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedJson e) {
            throw Failure.badRequest("error reading " + name + ": " + e.getMessage());
        }
    }

    private static Map<String, @Nullable String> texts(Exchange x, String name) {
        var texts = new LinkedHashMap<String, @Nullable String>();
        if (tree(x, name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> texts.put(String.valueOf(key), value == null ? null : String.valueOf(value)));
        }
        return texts;
    }

    private static List<String> list(Exchange x, String name) {
        return tree(x, name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private void prune(Exchange x) throws IOException {
        long keep = Math.max(whole(x, "keep-storage"), whole(x, "reserved-space"));
        var pruned = engine.builds().prune(new BuildPrune(x.flag("all"), keep, x.filters()));
        x.json(new BuildsPruned(pruned.deleted().isEmpty() ? Nil.list() : pruned.deleted(), pruned.bytesReclaimed()));
    }
}
