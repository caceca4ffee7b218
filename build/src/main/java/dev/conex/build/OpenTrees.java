package dev.conex.build;

import dev.conex.linux.Dir;
import dev.conex.linux.Mount;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/// The trees that a step of files reads, opened when first asked for, closed with this object.
final class OpenTrees implements FileWork.Sources, AutoCloseable {
    private final BuildSite site;
    private final IntFunction<Tree> trees;
    private final Map<Integer, View> views = new HashMap<>();

    private record View(Mount mount, Dir root) {}

    OpenTrees(BuildSite site, IntFunction<Tree> trees) {
        this.site = site;
        this.trees = trees;
    }

    @Override
    public SourceTree tree(int step) throws IOException {
        if (site.isContext(step)) {
            return SourceTree.of(site.request().context());
        }
        var view = views.get(step);
        if (view == null) {
            var mount = site.rooms().snapshots().view(trees.apply(step).chain());
            view = new View(mount, mount.root());
            views.put(step, view);
        }
        return SourceTree.of(view.root);
    }

    @Override
    public Fetched fetched(FileAct.Fetch act) throws BuildFailed, IOException {
        return site.downloads().fetch(act);
    }

    @Override
    public void close() {
        for (var view : views.values()) {
            view.root.close();
            view.mount.close();
        }
    }
}
