package dev.conex.build;

import dev.conex.oci.History;
import dev.conex.oci.ImageConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes the config of the image: layers, and a history in BuildKit's words and with its times: a line without a
/// layer has the time of the next layer, or of the last one. Pure but for the clock.
final class ImageMaker {
    private static final String COMMENT = "buildkit.dockerfile.v0";

    private final BuildGraph graph;
    private final Map<Integer, StepResult> results;
    private final @Nullable Instant epoch;

    ImageMaker(BuildGraph graph, Map<Integer, StepResult> results, @Nullable Instant epoch) {
        this.graph = graph;
        this.results = results;
        this.epoch = epoch;
    }

    ImageConfig config(Tree tree) {
        var target = graph.target();
        var base = target.config();
        var lines = lines(target);
        var history = new ArrayList<>(base.history());
        var last = created(lines);
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            history.add(new History(time(lines, i, last), line.createdBy(), "", COMMENT, !line.hasLayer()));
        }
        return base.withLayers(tree.diffIds(), history).withCreated(last);
    }

    /// Of the target and of the stages below it that it begins from.
    private List<BuildLine> lines(Stage target) {
        var chain = new ArrayList<Stage>();
        for (var stage = Optional.of(target); stage.isPresent(); stage = below(stage.get())) {
            chain.add(stage.get());
        }
        return chain.reversed().stream()
                .flatMap(s -> s.lines().stream())
                .filter(l -> !l.createdBy().isEmpty())
                .toList();
    }

    private Optional<Stage> below(Stage stage) {
        int base = stage.base();
        return graph.stages().stream().filter(s -> s.number() == base).findFirst();
    }

    private Instant created(List<BuildLine> lines) {
        if (epoch != null) {
            return epoch;
        }
        Instant last = null;
        for (var line : lines) {
            var made = made(line);
            if (made != null && (last == null || made.isAfter(last))) {
                last = made;
            }
        }
        return last == null ? Instant.now() : last;
    }

    private @Nullable Instant made(BuildLine line) {
        var result = line.hasLayer() ? results.get(line.step()) : null;
        return result == null ? null : result.created();
    }

    private Instant time(List<BuildLine> lines, int index, Instant last) {
        for (int i = index; i < lines.size() && epoch == null; i++) {
            var made = made(lines.get(i));
            if (made != null) {
                return made;
            }
        }
        return last;
    }
}
