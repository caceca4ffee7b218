package dev.conex.daemon.shims;

import dev.conex.api.JsonTree;
import dev.conex.api.MalformedJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which function applies to which route below which version.
public final class Shims {
    private Shims() {}

    /// Changes a tree in place.
    @FunctionalInterface
    interface Change {
        void apply(Tree tree);
    }

    /// One version step: the change applies to clients below `1.minor`.
    record Step(int minor, Change change) {}

    private static final Map<String, List<Step>> REQUESTS = Map.of(
            "POST /containers/create",
            List.of(
                    new Step(40, CreateRequests::before40),
                    new Step(41, CreateRequests::before41),
                    new Step(42, CreateRequests::before42),
                    new Step(43, CreateRequests::before43),
                    new Step(44, CreateRequests::before44)),
            "POST /containers/{id}/exec",
            List.of(new Step(42, tree -> tree.remove("ConsoleSize"))));

    private static final Map<String, List<Step>> RESPONSES = Map.ofEntries(
            Map.entry(
                    "GET /containers/{id}/json",
                    List.of(
                            new Step(48, tree -> tree.remove("ImageManifestDescriptor")),
                            new Step(45, ContainerAnswers::before45))),
            Map.entry("GET /containers/json", List.of(new Step(48, tree -> tree.remove("ImageManifestDescriptor")))),
            Map.entry(
                    "GET /images/{name*}/json",
                    List.of(
                            new Step(50, ImageAnswers::before50),
                            new Step(48, ImageAnswers::before48),
                            new Step(45, ImageAnswers::before45),
                            new Step(44, ImageAnswers::before44))),
            Map.entry(
                    "GET /images/json",
                    List.of(
                            new Step(48, ImageAnswers::before48),
                            new Step(44, ImageAnswers::before44),
                            new Step(43, ImageAnswers::before43))),
            Map.entry(
                    "GET /info",
                    List.of(
                            new Step(50, SystemAnswers::before50),
                            new Step(49, tree -> tree.remove("FirewallBackend")),
                            new Step(48, SystemAnswers::before48),
                            new Step(46, SystemAnswers::before46),
                            new Step(42, SystemAnswers::before42))),
            Map.entry(
                    "GET /system/df",
                    List.of(
                            new Step(44, SystemAnswers::diskUsageBefore44),
                            new Step(42, SystemAnswers::diskUsageBefore42))),
            Map.entry("GET /version", List.of(new Step(25, tree -> tree.remove("MinAPIVersion")))));

    /// Lifts a request to the newest version.
    public static byte[] request(String route, int minor, byte[] json) throws MalformedJson {
        return apply(REQUESTS.get(route), minor, json);
    }

    /// Lowers an answer to the client's version; a list is lowered row by row.
    public static byte[] response(String route, int minor, byte[] json) throws MalformedJson {
        return apply(RESPONSES.get(route), minor, json);
    }

    private static byte[] apply(@Nullable List<Step> steps, int minor, byte[] json) throws MalformedJson {
        if (steps == null || steps.stream().noneMatch(step -> minor < step.minor())) {
            return json;
        }
        var tree = JsonTree.read(json);
        for (var step : steps) {
            if (minor < step.minor()) {
                Tree.rows(tree).forEach(step.change()::apply);
            }
        }
        return JsonTree.write(tree);
    }
}
