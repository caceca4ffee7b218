package dev.conex.build;

import dev.conex.build.dockerfile.IgnoreRules;
import dev.conex.oci.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Keys by what the inputs turned out to be, instead of by how they were made: what is copied from another step counts
/// by
/// its content. So a stage that had to be made again, and came out the same, costs nothing further up.
///
/// @param keys those made before anything ran
record SettledKeys(BuildSite site, BuildKeys keys) {

    /// @param settled the settled keys of the inputs, by step
    /// @param trees their trees
    Digest settle(int number, IntFunction<Digest> settled, IntFunction<Tree> trees) throws BuildFailed, IOException {
        var step = site.graph().steps().get(number);
        var parts = new ArrayList<>(keys.parts().get(number));
        switch (step) {
            case Step.Source _ -> {}
            case Step.Run run -> {
                replace(parts, "input", settled.apply(run.root()));
                for (var use : run.mounts()) {
                    if (use.from() != Step.NOTHING && !site.isContext(use.from())) {
                        replace(parts, "mounted " + use.mount().target(), settled.apply(use.from()));
                    }
                }
            }
            case Step.Files files -> {
                replace(parts, "input", settled.apply(files.root()));
                for (var act : files.acts()) {
                    if (act instanceof FileAct.Copy copy && !site.isContext(copy.from())) {
                        replace(parts, "source", content(copy, trees));
                    }
                }
            }
        }
        return KeyMaker.hash(parts);
    }

    private Digest content(FileAct.Copy copy, IntFunction<Tree> trees) throws BuildFailed, IOException {
        try (var open = new OpenTrees(site, trees)) {
            var excluded = IgnoreRules.excluding(
                    copy.rules().excludes().stream().map(NameText::text).toList());
            return new ContentHash(open.tree(copy.from())).of(copy.instruction(), copy.sources(), excluded);
        }
    }

    /// The first part of that name that was not replaced yet.
    private static void replace(List<KeyPart> parts, String name, Digest value) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).name().equals(name)) {
                parts.set(i, new KeyPart("settled " + name, value.toString()));
                return;
            }
        }
    }
}
