package dev.conex.build;

import dev.conex.build.dockerfile.MalformedDockerfile;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Builds an image: finds the bases, plans, makes the keys, runs what no cache has, and stores the image. Everything
/// that
/// is special to an engine comes in by the ports.
///
/// @param cache of steps
/// @param runner of RUN
public record Builder(BuildRooms rooms, StepRunner runner, BaseImages bases, StepCache cache, BuildImages images) {

    /// Does a whole build. An interrupt stops it.
    ///
    /// @throws BuildFailed whatever went wrong
    public BuiltImage build(BuildRequest request, BuildProgress progress) throws BuildFailed {
        try {
            return attempt(request, progress);
        } catch (MalformedDockerfile e) {
            throw new BuildFailed(new BuildFailed.Reason.Malformed(e));
        } catch (IOException e) {
            throw new BuildFailed(new BuildFailed.Reason.Environment(e));
        }
    }

    /// The plan alone: nothing runs, but bases are found.
    public BuildGraph plan(BuildRequest request) throws BuildFailed, IOException {
        return Planning.plan(request, bases);
    }

    private BuiltImage attempt(BuildRequest request, BuildProgress progress) throws BuildFailed, IOException {
        var graph = Planning.plan(request, bases);
        var id = UUID.randomUUID().toString();
        try (var downloads = new Downloads(rooms.fetching(), rooms.scratch().resolve("build-" + id))) {
            var context = SourceTree.of(request.context());
            var keys = new KeyMaker(new ContentHash(context), downloads).make(graph);
            progress.planned(graph, keys);
            var site = new BuildSite(id, request, graph, rooms, downloads);
            var work = new OverlayWork(site, keys, runner, progress);
            var target = graph.target();
            var caching = new Solver.Caching(cache, !request.noCache());
            var results = new Solver(graph, keys, work, caching, progress).solve(target.result());
            var tree = tree(results.get(target.result()));
            var config = new ImageMaker(graph, results, request.epoch().orElse(null)).config(tree);
            var image = images.store(config, tree, request.names());
            return new BuiltImage(image, config, tree, graph.unusedArgs());
        }
    }

    private static Tree tree(@Nullable StepResult result) {
        if (result == null) {
            throw new IllegalStateException("the target has no result");
        }
        return result.tree();
    }
}
