package dev.conex.build;

import dev.conex.build.dockerfile.Instruction;
import dev.conex.build.dockerfile.MalformedDockerfile;
import dev.conex.build.dockerfile.Pair;
import dev.conex.build.dockerfile.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes the graph out of an outline and the images it needs. Pure; used once.
final class GraphMaker {
    /// How many steps a build may have.
    static final int STEPS_MAX = 50_000;

    private final BuildRequest request;
    private final Outline outline;
    private final Map<Outline.Wish, BaseImage> images;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Step.Source, Integer> sources = new HashMap<>();
    private final Map<Integer, Stage> stages = new HashMap<>();
    private final Set<String> usedArgs = new HashSet<>();

    GraphMaker(BuildRequest request, Outline outline, Map<Outline.Wish, BaseImage> images) {
        this.request = request;
        this.outline = outline;
        this.images = images;
    }

    BuildGraph make() {
        var globals = new ArrayList<BuildLine>();
        for (var arg : request.dockerfile().globals()) {
            globals.add(new BuildLine(arg.source(), -1, Step.NOTHING, "", false));
            arg.variables().forEach(v -> usedArgs.add(v.name()));
        }
        var planned = new ArrayList<Stage>();
        for (var needed : outline.stages()) {
            var stage = new StageMaker(this, needed)
                    .make(needed.number() == outline.target().number());
            stages.put(needed.number(), stage);
            planned.add(stage);
        }
        return new BuildGraph(steps, globals, planned, unused());
    }

    private List<String> unused() {
        var unused = new LinkedHashSet<>(request.buildArgs().keySet());
        unused.removeAll(usedArgs);
        unused.removeAll(PlatformArgs.PROXIES);
        unused.removeIf(n -> n.startsWith("BUILDKIT_") || n.equals(BuildRequest.SOURCE_DATE_EPOCH));
        return unused.stream().sorted().toList();
    }

    BuildRequest request() {
        return request;
    }

    Outline outline() {
        return outline;
    }

    void use(String arg) {
        usedArgs.add(arg);
    }

    int add(Step step) {
        if (steps.size() >= STEPS_MAX) {
            throw MalformedDockerfile.plain("more than %d steps".formatted(STEPS_MAX));
        }
        steps.add(step);
        return steps.size() - 1;
    }

    int source(Step.Origin origin) {
        return sources.computeIfAbsent(new Step.Source(origin), this::add);
    }

    /// The step whose tree an origin is.
    int tree(Outline.Origin origin) {
        return switch (origin) {
            case Outline.Origin.Scratch _ -> source(new Step.Origin.Scratch());
            case Outline.Origin.OfStage(int number) -> stage(number).result();
            case Outline.Origin.OfImage(var wish) -> source(new Step.Origin.Image(image(wish)));
        };
    }

    BaseImage image(Outline.Wish wish) {
        var image = images.get(wish);
        if (image == null) {
            throw new IllegalStateException("image %s was not resolved".formatted(wish));
        }
        return image;
    }

    Stage stage(int number) {
        var stage = stages.get(number);
        if (stage == null) {
            throw new IllegalStateException("stage %d was not planned".formatted(number));
        }
        return stage;
    }

    /// The labels of the request as an instruction, if there are any.
    List<Instruction> labels() {
        if (request.labels().isEmpty()) {
            return List.of();
        }
        var pairs = request.labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> new Pair(e.getKey(), e.getValue(), false))
                .toList();
        var text = new StringBuilder("LABEL");
        pairs.forEach(p -> text.append(' ').append(p.name()).append('=').append(p.value()));
        return List.of(new Instruction.Label(Source.implied(text.toString()), pairs));
    }
}
