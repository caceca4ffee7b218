package dev.conex.build;

import dev.conex.linux.Dir;
import dev.conex.linux.Mount;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/// The trees that a step of files reads, opened when first asked for, closed with this object.
final class OpenTrees implements FileWork.Sources, AutoCloseable {
    private final BuildGraph graph;
    private final BuildRequest request;
    private final BuildRooms rooms;
    private final Downloads downloads;
    private final IntFunction<Tree> trees;
    private final Map<Integer, View> views = new HashMap<>();

    private record View(Mount mount, Dir root) {}

    OpenTrees(BuildGraph graph, BuildRequest request, BuildRooms rooms, Downloads downloads, IntFunction<Tree> trees) {
        this.graph = graph;
        this.request = request;
        this.rooms = rooms;
        this.downloads = downloads;
        this.trees = trees;
    }

    @Override
    public SourceTree tree(int step) throws IOException {
        if (graph.steps().get(step) instanceof Step.Source(Step.Origin.Context())) {
            return SourceTree.of(request.context());
        }
        var view = views.get(step);
        if (view == null) {
            var mount = rooms.snapshots().view(trees.apply(step).chain());
            view = new View(mount, mount.root());
            views.put(step, view);
        }
        return SourceTree.of(view.root);
    }

    @Override
    public Fetched fetched(FileAct.Fetch act) throws BuildFailed, IOException {
        return downloads.fetch(act);
    }

    @Override
    public void close() {
        for (var view : views.values()) {
            view.root.close();
            view.mount.close();
        }
    }
}
