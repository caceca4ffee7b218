package dev.conex.build;

import dev.conex.oci.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A line as the classic builder tells it, with a key that stands for the image that builder would have made of it.
///
/// @param hasContainer whether the classic builder starts a container for it
record ClassicLine(BuildLine line, Kind kind, Digest key, String id, boolean hasContainer) {
    enum Kind {
        GLOBAL,
        FROM,
        STEP,
        CHANGE
    }

    /// All lines of a build, in the order of the file.
    static List<ClassicLine> of(BuildGraph graph, BuildKeys keys) {
        var lines = new ArrayList<ClassicLine>();
        for (var global : graph.globals()) {
            lines.add(new ClassicLine(global, Kind.GLOBAL, keys.key(0), "", false));
        }
        var ends = new HashMap<Integer, ClassicLine>();
        for (var stage : graph.stages()) {
            ends.put(stage.number(), add(graph, keys, stage, ends, lines));
        }
        return List.copyOf(lines);
    }

    private static ClassicLine add(
            BuildGraph graph, BuildKeys keys, Stage stage, Map<Integer, ClassicLine> ends, List<ClassicLine> lines) {
        var last = from(graph, keys, stage, ends.get(stage.base()));
        lines.add(last);
        for (var line : stage.lines().subList(1, stage.lines().size())) {
            boolean step = line.step() != Step.NOTHING;
            var key = KeyMaker.hash(List.of(
                    new KeyPart("line", last.key.toString()),
                    new KeyPart("text", step ? keys.key(line.step()).toString() : text(line))));
            boolean container =
                    !line.createdBy().startsWith("COPY ") && !line.createdBy().startsWith("ADD ");
            last = new ClassicLine(line, step ? Kind.STEP : Kind.CHANGE, key, key.shortHex(), container);
            lines.add(last);
        }
        return last;
    }

    private static String text(BuildLine line) {
        return line.createdBy().isEmpty() ? line.source().text() : line.createdBy();
    }

    private static ClassicLine from(BuildGraph graph, BuildKeys keys, Stage stage, @Nullable ClassicLine base) {
        var line = stage.lines().getFirst();
        if (base != null) {
            return new ClassicLine(line, Kind.FROM, base.key, base.id, false);
        }
        var key = keys.key(line.step());
        var id = graph.steps().get(line.step()) instanceof Step.Source(Step.Origin.Image(var image))
                ? image.id().shortHex()
                : "";
        return new ClassicLine(line, Kind.FROM, key, id, false);
    }
}
