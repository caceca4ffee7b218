package dev.conex.build;

import dev.conex.build.dockerfile.Source;
import dev.conex.linux.Mount;
import dev.conex.oci.Digest;
import dev.conex.storage.MountOptions;
import dev.conex.storage.Writable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Does steps on writable snapshots: each gets a fresh one on top of its input, which then becomes the layer by being
/// moved, never copied.
final class OverlayWork implements StepWork {
    private final BuildSite site;
    private final BuildRooms rooms;
    private final SettledKeys settled;
    private final StepRunner runner;
    private final BuildProgress progress;

    OverlayWork(BuildSite site, BuildKeys keys, StepRunner runner, BuildProgress progress) {
        this.site = site;
        this.rooms = site.rooms();
        this.settled = new SettledKeys(site, keys);
        this.runner = runner;
        this.progress = progress;
    }

    @Override
    public Digest settle(int number, IntFunction<Digest> inputs, IntFunction<Tree> trees)
            throws BuildFailed, IOException {
        return settled.settle(number, inputs, trees);
    }

    @Override
    public Tree perform(int number, Step step, IntFunction<Tree> trees)
            throws BuildFailed, IOException, InterruptedException {
        return switch (step) {
            case Step.Source _ -> throw new IllegalStateException("a source has its tree already");
            case Step.Files files -> onWritable(number, trees.apply(files.root()), root -> files(files, root, trees));
            case Step.Run run -> onWritable(number, trees.apply(run.root()), root -> run(number, run, root, trees));
        };
    }

    /// What is done to a writable tree.
    @FunctionalInterface
    private interface Change {
        void make(Mount root) throws BuildFailed, IOException, InterruptedException;
    }

    private Tree onWritable(int number, Tree below, Change change)
            throws BuildFailed, IOException, InterruptedException {
        var key = "build-%s-%d".formatted(site.id(), number);
        var writable = rooms.snapshots().prepare(key, below.chain());
        try {
            try (var root = rooms.snapshots().mount(writable, MountOptions.VOLATILE)) {
                change.make(root);
            }
            return below.plus(commit(writable));
        } catch (BuildFailed | IOException | InterruptedException | RuntimeException e) {
            rooms.snapshots().remove(key);
            throw e;
        }
    }

    private BuiltLayer commit(Writable writable) throws IOException {
        var layer = rooms.snapshots().commitMoving(writable, rooms.content());
        rooms.lease().keep(layer.descriptor().digest());
        rooms.lease().keep(layer.chain());
        return new BuiltLayer(layer.descriptor(), layer.diffId());
    }

    private void files(Step.Files step, Mount root, IntFunction<Tree> trees) throws BuildFailed, IOException {
        try (var dir = root.root();
                var open = new OpenTrees(site, trees)) {
            var epoch = site.request().epoch().orElseGet(Instant::now);
            new FileWork(dir, rooms.codecs(), epoch).perform(step.acts(), open);
        }
    }

    private void run(int number, Step.Run step, Mount root, IntFunction<Tree> trees)
            throws BuildFailed, IOException, InterruptedException {
        try (var mounts = new StepMounts("build-%s-%d".formatted(site.id(), number), site, trees);
                var dir = root.root()) {
            var inputs = mounts.open(step.mounts());
            var stubs = MountStubs.missingIn(dir, inputs);
            int code = runner.run(
                    task(step, root, inputs),
                    (stream, bytes, offset, length) -> progress.output(number, stream, bytes, offset, length));
            stubs.remove(dir);
            if (code != 0) {
                throw new BuildFailed(new BuildFailed.Reason.Exited(step.args(), code, source(number)));
            }
        }
    }

    private static RunTask task(Step.Run step, Mount root, List<RunTask.MountedInput> inputs) {
        var env = new ArrayList<>(step.env());
        env.addAll(step.hidden());
        return new RunTask(root, step.args(), env, step.cwd(), step.user(), step.network(), inputs);
    }

    private Source source(int number) {
        return site.graph().stages().stream()
                .flatMap(s -> s.lines().stream())
                .filter(l -> l.step() == number)
                .map(BuildLine::source)
                .findFirst()
                .orElse(Source.implied(""));
    }
}
