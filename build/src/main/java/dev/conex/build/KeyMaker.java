package dev.conex.build;

import dev.conex.build.dockerfile.IgnoreRules;
import dev.conex.build.dockerfile.RunMount;
import dev.conex.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Makes the keys of a graph: what each step does, the keys of what it reads, and the hashes of the files it reads from
/// outside. The only thing it touches is the context and what was fetched.
final class KeyMaker {
    /// Changes when equal keys would no longer mean equal results.
    private static final String FORMAT = "1";

    private final ContentHash context;
    private final Downloads downloads;
    private final List<Digest> keys = new ArrayList<>();

    KeyMaker(ContentHash context, Downloads downloads) {
        this.context = context;
        this.downloads = downloads;
    }

    BuildKeys make(BuildGraph graph) throws BuildFailed, IOException {
        var parts = new ArrayList<List<KeyPart>>();
        for (var step : graph.steps()) {
            var made = switch (step) {
                case Step.Source source -> List.of(new KeyPart("source", source(source.origin())));
                case Step.Run run -> run(graph, run);
                case Step.Files files -> files(graph, files);
            };
            parts.add(made);
            keys.add(hash(made));
        }
        return new BuildKeys(keys, parts);
    }

    /// The key that parts make.
    static Digest hash(List<KeyPart> parts) {
        var hash = Digest.hasher(Digest.SHA256);
        hash.update(("conex step " + FORMAT + "\n").getBytes(StandardCharsets.UTF_8));
        for (var part : parts) {
            hash.update("%s %d %s\n"
                    .formatted(part.name(), part.value().length(), part.value())
                    .getBytes(StandardCharsets.UTF_8));
        }
        return Digest.ofHash(hash);
    }

    private static String source(Step.Origin origin) {
        return switch (origin) {
            case Step.Origin.Scratch _ -> "scratch";
            case Step.Origin.Context _ -> "context";
            case Step.Origin.Image(var image) -> "layers " + image.tree().diffIds();
        };
    }

    private List<KeyPart> run(BuildGraph graph, Step.Run run) throws BuildFailed, IOException {
        var parts = new ArrayList<KeyPart>();
        parts.add(new KeyPart("input", keys.get(run.root()).toString()));
        parts.add(new KeyPart("args", run.args().toString()));
        for (var variable : run.env()) {
            parts.add(new KeyPart("environment", variable));
        }
        parts.add(new KeyPart("directory", run.cwd()));
        parts.add(new KeyPart("user", run.user()));
        parts.add(new KeyPart("network", run.network()));
        for (var use : run.mounts()) {
            parts.add(new KeyPart("mount", use.mount().toString()));
            if (use.from() != Step.NOTHING) {
                parts.add(new KeyPart("mounted " + use.mount().target(), mounted(graph, use)));
            }
        }
        return parts;
    }

    private String mounted(BuildGraph graph, Step.MountUse use) throws BuildFailed, IOException {
        if (isContext(graph, use.from()) && use.mount() instanceof RunMount.Bind bind) {
            var source = bind.source().isEmpty() ? "." : bind.source();
            return context.of("RUN", List.of(source), IgnoreRules.NONE).toString();
        }
        return keys.get(use.from()).toString();
    }

    private static boolean isContext(BuildGraph graph, int step) {
        return graph.steps().get(step) instanceof Step.Source(Step.Origin.Context());
    }

    private List<KeyPart> files(BuildGraph graph, Step.Files files) throws BuildFailed, IOException {
        var parts = new ArrayList<KeyPart>();
        parts.add(new KeyPart("input", keys.get(files.root()).toString()));
        for (var act : files.acts()) {
            switch (act) {
                case FileAct.Copy copy -> copy(graph, copy, parts);
                case FileAct.Write write -> parts.add(new KeyPart("write", write.toString()));
                case FileAct.Fetch fetch -> {
                    parts.add(new KeyPart("fetch", fetch.toString()));
                    parts.add(new KeyPart(
                            "content of " + fetch.url(),
                            downloads.fetch(fetch).digest().toString()));
                }
                case FileAct.MakeDirectory directory -> parts.add(new KeyPart("directory", directory.toString()));
            }
        }
        return parts;
    }

    private void copy(BuildGraph graph, FileAct.Copy copy, List<KeyPart> parts) throws BuildFailed, IOException {
        var what = "%s %s to %s unpack %s %s"
                .formatted(copy.instruction(), copy.sources(), copy.destination(), copy.unpack(), copy.rules());
        parts.add(new KeyPart("copy", what));
        if (isContext(graph, copy.from())) {
            var excluded = IgnoreRules.excluding(
                    copy.rules().excludes().stream().map(NameText::text).toList());
            var hash = context.of(copy.instruction(), copy.sources(), excluded);
            parts.add(new KeyPart("files " + copy.sources(), hash.toString()));
        } else {
            parts.add(new KeyPart("source", keys.get(copy.from()).toString()));
        }
    }
}
