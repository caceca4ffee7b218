package dev.conex.build;

import dev.conex.build.dockerfile.IgnoreRules;
import dev.conex.oci.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Keys by what the inputs turned out to be, instead of by how they were made: what is copied from another step counts
/// by its content. So a stage that had to be made again, and came out the same, costs nothing further up.
///
/// @param keys those made before anything ran
record SettledKeys(BuildSite site, BuildKeys keys) {

    /// @param settled the settled keys of the inputs, by step
    /// @param trees their trees
    Digest settle(int number, IntFunction<Digest> settled, IntFunction<Tree> trees) throws BuildFailed, IOException {
        var step = site.graph().steps().get(number);
        var parts = new Parts(keys.parts().get(number));
        switch (step) {
            case Step.Source _ -> {}
            case Step.Run run -> {
                parts.replace("input", settled.apply(run.root()));
                for (var use : run.mounts()) {
                    if (use.from() != Step.NOTHING && !site.isContext(use.from())) {
                        parts.replace("mounted " + use.mount().target(), settled.apply(use.from()));
                    }
                }
            }
            case Step.Files files -> {
                parts.replace("input", settled.apply(files.root()));
                for (var act : files.acts()) {
                    if (act instanceof FileAct.Copy copy && !site.isContext(copy.from())) {
                        parts.replace("source", content(copy, trees));
                    }
                }
            }
        }
        return KeyMaker.hash(parts.all);
    }

    private Digest content(FileAct.Copy copy, IntFunction<Tree> trees) throws BuildFailed, IOException {
        try (var open = new OpenTrees(site, trees)) {
            var excluded = IgnoreRules.excluding(
                    copy.rules().excludes().stream().map(NameText::text).toList());
            return new ContentHash(open.tree(copy.from())).of(copy.instruction(), copy.sources(), excluded);
        }
    }

    /// The parts of a key, replaced in their order. What stays the same leaves the key the same.
    private static final class Parts {
        private final List<KeyPart> all;
        private int at;

        Parts(List<KeyPart> before) {
            all = new ArrayList<>(before);
        }

        void replace(String name, Digest value) {
            while (!all.get(at).name().equals(name)) {
                at++;
            }
            all.set(at++, new KeyPart(name, value.toString()));
        }
    }
}
