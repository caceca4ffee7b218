package dev.conex.build;

import dev.conex.build.dockerfile.GoText;
import dev.conex.build.dockerfile.RunMount;
import java.util.List;
import java.util.stream.Collectors;

/// The plan of a build: steps, each with earlier ones as inputs, and the stages they make up. A value; it prints.
///
/// @param stages those that are needed, in order; the last is the target
/// @param globals lines before the first stage
/// @param unusedArgs build arguments that nothing asked for
public record BuildGraph(List<Step> steps, List<BuildLine> globals, List<Stage> stages, List<String> unusedArgs) {
    public BuildGraph {
        steps = List.copyOf(steps);
        globals = List.copyOf(globals);
        stages = List.copyOf(stages);
        unusedArgs = List.copyOf(unusedArgs);
        for (int i = 0; i < steps.size(); i++) {
            for (int input : steps.get(i).inputs()) {
                if (input < 0 || input >= i) {
                    throw new IllegalArgumentException(
                            "step %d reads step %d, which is not before it".formatted(i, input));
                }
            }
        }
    }

    public Stage target() {
        return stages.getLast();
    }

    /// The plan for people: a step a line, then the stages.
    public String text() {
        var out = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            out.append("%3d  %s%n".formatted(i, describe(steps.get(i))));
        }
        for (var stage : stages) {
            out.append("stage %d %s = step %d%n".formatted(stage.number(), stage.title(), stage.result()));
            for (var line : stage.lines()) {
                var mark = line.step() == Step.NOTHING ? "  ." : "%3d".formatted(line.step());
                out.append("  %s  %s%s%n".formatted(mark, line.trigger() ? "(trigger) " : "", line.createdBy()));
            }
        }
        return out.toString();
    }

    /// One step in words.
    public static String describe(Step step) {
        return switch (step) {
            case Step.Source(Step.Origin.Scratch()) -> "scratch";
            case Step.Source(Step.Origin.Context()) -> "context";
            case Step.Source(Step.Origin.Image(var image)) -> "image " + image.reference() + "@" + image.id();
            case Step.Run run -> describe(run);
            case Step.Files(var root, var acts) ->
                "files on " + root + ": "
                        + acts.stream().map(BuildGraph::describe).collect(Collectors.joining("; "));
        };
    }

    private static String describe(Step.Run run) {
        var out = new StringBuilder("run on %d: %s in %s".formatted(run.root(), GoText.quote(run.args()), run.cwd()));
        if (!run.user().isEmpty()) {
            out.append(" as ").append(run.user());
        }
        out.append(" network ").append(run.network()).append(" env ").append(run.env());
        for (var use : run.mounts()) {
            out.append(" mount ").append(describe(use));
        }
        return out.toString();
    }

    private static String describe(Step.MountUse use) {
        var from = use.from() == Step.NOTHING ? "" : " from " + use.from();
        return switch (use.mount()) {
            case RunMount.Bind m ->
                "bind%s %s on %s%s".formatted(from, m.source(), m.target(), m.writable() ? " rw" : "");
            case RunMount.Cache m -> "cache %s%s %s on %s".formatted(m.id(), from, m.sharing(), m.target());
            case RunMount.Tmpfs m -> "tmpfs on " + m.target();
            case RunMount.Secret m -> "secret %s on %s%s".formatted(m.id(), m.target(), m.variable());
            case RunMount.Ssh m -> "ssh %s on %s".formatted(m.id(), m.target());
        };
    }

    private static String describe(FileAct act) {
        return switch (act) {
            case FileAct.Copy copy ->
                "copy %s from %d to %s%s%s"
                        .formatted(
                                copy.sources(),
                                copy.from(),
                                copy.destination(),
                                copy.unpack() ? " unpack" : "",
                                describe(copy.rules()));
            case FileAct.Write write ->
                "write %s to %s%s".formatted(write.name(), write.destination(), describe(write.rules()));
            case FileAct.Fetch fetch ->
                "fetch %s to %s%s".formatted(fetch.url(), fetch.destination(), describe(fetch.rules()));
            case FileAct.MakeDirectory(var path, var owner) ->
                "mkdir %s%s".formatted(path, owner.isEmpty() ? "" : " owner " + owner);
        };
    }

    private static String describe(FileAct.CopyRules rules) {
        return (rules.chown().isEmpty() ? "" : " chown " + rules.chown())
                + (rules.chmod().isEmpty() ? "" : " chmod " + rules.chmod())
                + (rules.parents() ? " parents" : "")
                + (rules.excludes().isEmpty() ? "" : " exclude " + rules.excludes());
    }
}
