package dev.conex.build;

import dev.conex.build.dockerfile.Paths;
import dev.conex.build.dockerfile.RunMount;
import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Mount;
import dev.conex.linux.Mounts;
import dev.conex.storage.MountOptions;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Opens what `RUN --mount` asks for, and takes it away with this object. What a program writes into a bind mount is
/// thrown away. Sources are found inside their trees, never outside.
final class StepMounts implements AutoCloseable {
    private final String key;
    private final BuildSite site;
    private final IntFunction<Tree> trees;
    private final Deque<Mount> open = new ArrayDeque<>();
    private final List<String> writables = new ArrayList<>();

    StepMounts(String key, BuildSite site, IntFunction<Tree> trees) {
        this.key = key;
        this.site = site;
        this.trees = trees;
    }

    List<RunTask.MountedInput> open(List<Step.MountUse> uses) throws BuildFailed, IOException {
        var inputs = new ArrayList<RunTask.MountedInput>();
        for (var use : uses) {
            open(use).ifPresent(inputs::add);
        }
        return inputs;
    }

    private Optional<RunTask.MountedInput> open(Step.MountUse use) throws BuildFailed, IOException {
        return switch (use.mount()) {
            case RunMount.Bind bind -> Optional.of(bind(use, bind));
            case RunMount.Tmpfs(var target, var bytes) -> Optional.of(new RunTask.MountedInput.Memory(target, bytes));
            case RunMount.Cache cache -> Optional.of(new RunTask.MountedInput.Kept(cache.target(), cache));
            case RunMount.Secret secret -> absent("secret", secret.id(), secret.required());
            case RunMount.Ssh ssh -> absent("ssh agent", ssh.id(), ssh.required());
        };
    }

    private static Optional<RunTask.MountedInput> absent(String what, String id, boolean required) throws BuildFailed {
        if (required) {
            throw BuildFailed.refused("%s %s: not found".formatted(what, id));
        }
        return Optional.empty();
    }

    private RunTask.MountedInput bind(Step.MountUse use, RunMount.Bind bind) throws BuildFailed, IOException {
        var whole = whole(use.from(), bind.writable());
        var source = Paths.clean(bind.source());
        try (var root = whole.root();
                var node = root.nodeFollowed(NameText.bytes(source.isEmpty() ? "." : NameText.text(source)))) {
            var part = keep(Mounts.bindTree(node.fd(), false));
            return new RunTask.MountedInput.Bound(bind.target(), part, bind.source(), !bind.writable());
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
                throw BuildFailed.refused("failed to compute cache key: \"/%s\": not found".formatted(source));
            }
            throw e;
        }
    }

    /// The tree of a step, writable in a copy that nobody keeps.
    private Mount whole(int step, boolean writable) throws BuildFailed, IOException {
        boolean context = site.isContext(step);
        if (!writable) {
            return keep(
                    context
                            ? Mounts.bindTree(site.request().context().root().fd(), false)
                            : site.rooms().snapshots().view(trees.apply(step).chain()));
        }
        var name = "%s-mount-%d".formatted(key, writables.size());
        var chain = context ? Tree.EMPTY.chain() : trees.apply(step).chain();
        var fresh = site.rooms().snapshots().prepare(name, chain);
        writables.add(name);
        var mount = keep(site.rooms().snapshots().mount(fresh, MountOptions.VOLATILE));
        if (context) {
            fill(mount);
        }
        return mount;
    }

    private void fill(Mount mount) throws BuildFailed, IOException {
        var all = new FileAct.Copy("RUN", Step.NOTHING, List.of("."), "/", false, FileAct.CopyRules.PLAIN);
        try (var dir = mount.root()) {
            var copier = new FileCopier(
                    SourceTree.of(site.request().context()), new TargetTree(dir), all.rules(), Owners.Owner.ROOT);
            copier.copy(all, null);
        }
    }

    private Mount keep(Mount mount) {
        open.push(mount);
        return mount;
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        for (var name : writables) {
            site.rooms().snapshots().remove(name);
        }
    }
}
