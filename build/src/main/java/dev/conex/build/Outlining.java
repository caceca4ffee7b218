package dev.conex.build;

import dev.conex.build.dockerfile.Dockerfile;
import dev.conex.build.dockerfile.Expander;
import dev.conex.build.dockerfile.GoText;
import dev.conex.build.dockerfile.Instruction;
import dev.conex.build.dockerfile.MalformedDockerfile;
import dev.conex.build.dockerfile.RunMount;
import dev.conex.oci.InvalidReference;
import dev.conex.oci.Platform;
import dev.conex.oci.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// Finds out which stages a target needs, from the target upwards. A stage uses earlier stages only, so nothing goes
/// round
/// in circles; a name that is no earlier stage's is an image's.
final class Outlining {
    private static final String SCRATCH = "scratch";

    private final BuildRequest request;
    private final Dockerfile file;
    private final Expander expander;
    private final Map<Integer, List<Instruction>> triggers;
    private final Map<String, String> globals = new LinkedHashMap<>();
    private final Map<String, List<Integer>> byName = new HashMap<>();

    private Outlining(BuildRequest request, Map<Integer, List<Instruction>> triggers) {
        this.request = request;
        this.file = request.dockerfile();
        this.expander = file.expander();
        this.triggers = triggers;
        for (int i = 0; i < file.stages().size(); i++) {
            var name = file.stages().get(i).from().name();
            if (name != null) {
                byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(i);
            }
        }
    }

    /// @param triggers what base images add, by stage, as far as it is known
    static Outline of(BuildRequest request, Map<Integer, List<Instruction>> triggers) {
        return new Outlining(request, triggers).outline();
    }

    private Outline outline() {
        int target = target();
        readGlobals();
        var open = new TreeSet<>(List.of(target));
        var found = new ArrayList<Outline.Needed>();
        while (!open.isEmpty()) {
            var stage = needed(open.pollLast());
            found.add(stage);
            open.addAll(stage.stages());
        }
        return new Outline(globals, found.reversed());
    }

    private int target() {
        var wanted = request.target().toLowerCase(Locale.ROOT);
        int last = file.stages().size() - 1;
        if (last < 0) {
            throw MalformedDockerfile.either(
                    "dockerfile contains no stages to build", "no build stage in current context");
        }
        if (wanted.isEmpty()) {
            return last;
        }
        if (byName.containsKey(wanted)) {
            return byName.getOrDefault(wanted, List.of()).getLast();
        }
        if (wanted.matches("\\d{1,6}") && Integer.parseInt(wanted) <= last) {
            return Integer.parseInt(wanted);
        }
        throw MalformedDockerfile.plain("target stage %s could not be found".formatted(GoText.quote(request.target())));
    }

    private void readGlobals() {
        var platform = platformArgs();
        for (var arg : file.globals()) {
            for (var variable : arg.variables()) {
                var given = request.buildArgs().get(variable.name());
                var preset = variable.preset();
                if (given == null && preset != null) {
                    given = expander.word(preset, name -> globals.getOrDefault(name, platform.get(name)));
                }
                if (given != null) {
                    globals.put(variable.name(), given);
                }
            }
        }
    }

    private Map<String, String> platformArgs() {
        return PlatformArgs.of(request.platform(), Platform.host(), request.target());
    }

    private String expand(String text) {
        var platform = platformArgs();
        return expander.word(text, name -> globals.getOrDefault(name, platform.get(name)));
    }

    private Outline.Needed needed(int number) {
        var stage = file.stages().get(number);
        var from = stage.from();
        var platform = platform(expand(from.platform()));
        var all = new ArrayList<>(triggers.getOrDefault(number, List.of()));
        int extra = all.size();
        all.addAll(stage.instructions());
        return new Outline.Needed(
                number,
                from.name() == null ? "" : from.name(),
                from,
                base(number, from, platform),
                sources(number, all, platform),
                all.subList(0, extra),
                all.subList(extra, all.size()));
    }

    private Platform platform(String text) {
        if (text.isEmpty()) {
            return request.platform();
        }
        try {
            return Platform.parse(text);
        } catch (IllegalArgumentException e) {
            throw MalformedDockerfile.plain("failed to parse platform " + text + ": " + e.getMessage());
        }
    }

    private Outline.Origin base(int number, Instruction.From from, Platform platform) {
        var name = expand(from.image());
        if (name.isEmpty()) {
            throw MalformedDockerfile.plain("base name (%s) should not be blank".formatted(from.image()));
        }
        if (name.equals(SCRATCH)) {
            return new Outline.Origin.Scratch();
        }
        int earlier = earlier(number, name);
        if (earlier >= 0) {
            return new Outline.Origin.OfStage(earlier);
        }
        try {
            return new Outline.Origin.OfImage(
                    new Outline.Wish(Reference.parse(name).tagged(), platform));
        } catch (InvalidReference e) {
            throw MalformedDockerfile.either(
                    "failed to parse stage name %s: %s".formatted(GoText.quote(name), e.getMessage()),
                    String.valueOf(e.getMessage()));
        }
    }

    private int earlier(int number, String name) {
        return byName.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .filter(n -> n < number)
                .reduce((_, last) -> last)
                .orElse(-1);
    }

    private Map<String, Outline.Origin> sources(int number, List<Instruction> instructions, Platform platform) {
        var sources = new LinkedHashMap<String, Outline.Origin>();
        for (var instruction : instructions) {
            for (var word : words(instruction)) {
                sources.computeIfAbsent(word, w -> source(number, w, platform));
            }
        }
        return sources;
    }

    private static List<String> words(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Copy copy when !copy.from().isEmpty() -> List.of(copy.from());
            case Instruction.Run run ->
                run.mounts().stream()
                        .map(Outlining::fromOf)
                        .filter(w -> !w.isEmpty())
                        .toList();
            default -> List.of();
        };
    }

    /// The stage or image of a mount flag; its variables are not known yet, and `from` may have none.
    static String fromOf(String flag) {
        return switch (RunMount.parse(flag, "/placeholder")) {
            case RunMount.Bind bind -> bind.from();
            case RunMount.Cache cache -> cache.from();
            case RunMount.Tmpfs _, RunMount.Secret _, RunMount.Ssh _ -> "";
        };
    }

    private Outline.Origin source(int number, String word, Platform platform) {
        if (word.contains("$")) {
            throw MalformedDockerfile.either(
                    "variable expansion is not supported for --from, define a new stage with FROM using ARG from global"
                            + " scope as a workaround",
                    "invalid from flag value %s: invalid reference format: repository name (library/%s) must be lowercase"
                            .formatted(word, word));
        }
        if (word.equals(SCRATCH)) {
            return new Outline.Origin.Scratch();
        }
        if (word.matches("\\d{1,6}")) {
            return new Outline.Origin.OfStage(index(number, word));
        }
        int earlier = earlier(number, word);
        if (earlier >= 0) {
            return new Outline.Origin.OfStage(earlier);
        }
        if (word.toLowerCase(Locale.ROOT)
                .equals(file.stages().get(number).from().name())) {
            throw circular(number, word);
        }
        try {
            return new Outline.Origin.OfImage(
                    new Outline.Wish(Reference.parse(word).tagged(), platform));
        } catch (InvalidReference e) {
            throw MalformedDockerfile.either(
                    "failed to parse stage name %s: %s".formatted(GoText.quote(word), e.getMessage()),
                    "invalid from flag value %s: %s".formatted(word, e.getMessage()));
        }
    }

    private int index(int number, String word) {
        int index = Integer.parseInt(word);
        if (index == number) {
            throw circular(number, word);
        }
        if (index > number) {
            throw MalformedDockerfile.either(
                    "invalid stage index " + word, "invalid from flag value %s: index out of bounds".formatted(word));
        }
        return index;
    }

    private MalformedDockerfile circular(int number, String word) {
        var name = file.stages().get(number).from().name();
        return MalformedDockerfile.either(
                "circular dependency detected on stage: " + (name == null ? "stage-" + number : name),
                "invalid from flag value %s: refers to current build stage".formatted(word));
    }
}
