package dev.conex.build;

import dev.conex.oci.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Brings a step of a graph about: takes from the cache what is there, and runs the rest, each step as soon as its
/// inputs
/// are done. The first failure stops all others. Used once.
final class Solver {
    /// How many steps of one build work at once.
    static final int PARALLEL_MAX = 8;

    private final BuildGraph graph;
    private final BuildKeys keys;
    private final StepWork work;
    private final StepCache cache;
    private final BuildProgress progress;
    private final boolean useCache;
    /// Steps call the kernel and compress: work for threads of their own, not for those that everybody shares.
    private final ExecutorService workers = Executors.newFixedThreadPool(
            PARALLEL_MAX, Thread.ofPlatform().daemon().name("build-step-", 0).factory());

    private final Map<Integer, StepResult> known = new HashMap<>();
    private final Map<Integer, FutureTask<StepResult>> tasks = new TreeMap<>();

    Solver(BuildGraph graph, BuildKeys keys, StepWork work, Caching caching, BuildProgress progress) {
        this.graph = graph;
        this.keys = keys;
        this.work = work;
        this.cache = caching.cache;
        this.progress = progress;
        this.useCache = caching.used;
    }

    /// @param used whether results are taken from it; they are always put there
    record Caching(StepCache cache, boolean used) {}

    /// Results by step: of the wanted one, and of all that were looked at for it.
    Map<Integer, StepResult> solve(int wanted) throws BuildFailed, IOException {
        for (int number : missing(wanted)) {
            tasks.put(number, new FutureTask<>(() -> run(number)));
        }
        if (!tasks.isEmpty()) {
            runAll();
        }
        var results = new HashMap<>(known);
        for (var task : tasks.entrySet()) {
            results.put(task.getKey(), task.getValue().resultNow());
        }
        return results;
    }

    /// The steps to run, found from the wanted one downwards; what only cached steps need is left alone.
    private Iterable<Integer> missing(int wanted) throws IOException {
        var missing = new TreeSet<Integer>();
        var open = new ArrayDeque<Integer>();
        open.add(wanted);
        while (!open.isEmpty()) {
            int number = open.removeLast();
            if (known.containsKey(number) || missing.contains(number) || isKnown(number)) {
                continue;
            }
            missing.add(number);
            open.addAll(graph.steps().get(number).inputs());
        }
        for (int i = 0; i < graph.steps().size(); i++) {
            if (!missing.contains(i)) {
                progress.cached(i);
            }
        }
        return missing;
    }

    private boolean isKnown(int number) throws IOException {
        var result = switch (graph.steps().get(number)) {
            case Step.Source(var origin) -> new StepResult(tree(origin), Instant.EPOCH, keys.key(number));
            case Step.Run _, Step.Files _ -> cached(number);
        };
        if (result != null) {
            known.put(number, result);
        }
        return result != null;
    }

    private static Tree tree(Step.Origin origin) {
        return origin instanceof Step.Origin.Image(var image) ? image.tree() : Tree.EMPTY;
    }

    private @Nullable StepResult cached(int number) throws IOException {
        if (!useCache) {
            return null;
        }
        return cache.find(keys.key(number))
                .map(c -> new StepResult(c.tree(), c.created(), c.settled()))
                .orElse(null);
    }

    private void runAll() throws BuildFailed, IOException {
        try (var _ = workers;
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new ExecutorCompletionService<StepResult>(threads);
            tasks.forEach((_, task) -> done.submit(() -> join(task)));
            try {
                for (int i = 0; i < tasks.size(); i++) {
                    done.take().get();
                }
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new BuildFailed(new BuildFailed.Reason.Cancelled());
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw Planning.rethrown(e.getCause());
            }
        }
    }

    private static StepResult join(FutureTask<StepResult> task) throws Exception {
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private StepResult run(int number) throws BuildFailed, IOException, InterruptedException {
        var step = graph.steps().get(number);
        for (int input : step.inputs()) {
            await(input);
        }
        var worker = workers.submit(() -> perform(number, step));
        try {
            return worker.get();
        } catch (InterruptedException e) {
            worker.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw Planning.rethrown(e.getCause());
        }
    }

    private StepResult perform(int number, Step step) throws BuildFailed, IOException, InterruptedException {
        try {
            var settled = work.settle(number, input -> result(input).settled(), this::tree);
            var same = useCache ? cache.find(settled) : Optional.<CachedStep>empty();
            return same.isPresent() ? reuse(number, same.get()) : make(number, step, settled);
        } catch (BuildFailed | IOException | InterruptedException | RuntimeException e) {
            progress.failed(number, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /// The inputs were made anew and turned out to be what they were: so is this.
    private StepResult reuse(int number, CachedStep same) throws IOException {
        cache.put(keys.key(number), same);
        progress.cached(number);
        return new StepResult(same.tree(), same.created(), same.settled());
    }

    private StepResult make(int number, Step step, Digest settled)
            throws BuildFailed, IOException, InterruptedException {
        progress.started(number, Instant.now());
        var tree = work.perform(number, step, this::tree);
        var result = new StepResult(tree, Instant.now(), settled);
        var made = new CachedStep(
                BuildGraph.describe(step),
                tree,
                result.created(),
                settled,
                keys.parts().get(number));
        cache.put(keys.key(number), made);
        if (!settled.equals(keys.key(number))) {
            cache.put(settled, made);
        }
        progress.completed(number, result.created());
        return result;
    }

    private void await(int input) throws InterruptedException, BuildFailed {
        var task = tasks.get(input);
        if (task == null) {
            return;
        }
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new BuildFailed(new BuildFailed.Reason.Cancelled());
        }
    }

    private Tree tree(int input) {
        return result(input).tree();
    }

    private StepResult result(int input) {
        var task = tasks.get(input);
        var result = task == null ? known.get(input) : task.resultNow();
        if (result == null) {
            throw new IllegalStateException("step %d has no result".formatted(input));
        }
        return result;
    }
}
