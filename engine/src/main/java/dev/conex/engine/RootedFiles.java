package dev.conex.engine;

import dev.conex.engine.ContainerRoots.Opened;
import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Stat;
import dev.conex.oci.BytePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The files inside containers, by descriptors only: `cp`, `export`, `diff`, `commit`.
final class RootedFiles implements ContainerFiles {
    private final Core core;
    private final ContainerRoots roots;
    private final ContainerEvents events;
    private final Committer committer;

    RootedFiles(Core core) {
        this.core = core;
        this.roots = new ContainerRoots(core);
        this.events = new ContainerEvents(core.events());
        this.committer = new Committer(core);
    }

    @Override
    public PathStat stat(String ref, String path) {
        var cell = core.table().find(ref);
        try (var opened = roots.open(cell, clean(path))) {
            return stat(opened, path);
        } catch (IOException e) {
            throw refusal(cell, path, e);
        }
    }

    private static PathStat stat(Opened opened, String path) throws IOException {
        boolean follow = path.endsWith("/") || path.endsWith("/.");
        try (var node = follow
                ? opened.root().nodeFollowed(opened.name())
                : opened.root().node(opened.name())) {
            var stat = node.stat();
            var target = stat.isSymlink() ? new String(node.target(), StandardCharsets.UTF_8) : "";
            return view(clean(path), stat, absolute(clean(path), target));
        }
    }

    private static PathStat view(String path, Stat stat, String target) {
        var name = path.equals("/") ? "/" : path.substring(path.lastIndexOf('/') + 1);
        return new PathStat(name, stat.size(), stat.mode(), stat.modified(), target);
    }

    private static String absolute(String path, String target) {
        if (target.isEmpty() || target.startsWith("/")) {
            return target.isEmpty() ? "" : MountGrammar.normal(target);
        }
        return MountGrammar.normal(path.substring(0, path.lastIndexOf('/') + 1) + target);
    }

    @Override
    public FileArchive archive(String ref, String path) {
        var cell = core.table().find(ref);
        var clean = clean(path);
        try {
            var opened = roots.open(cell, clean);
            try {
                var stat = stat(opened, path);
                events.say(cell.record(), "archive-path", Map.of("path", path));
                return new PathArchive(opened, path, clean, stat);
            } catch (IOException | RuntimeException e) {
                opened.close();
                throw e;
            }
        } catch (IOException e) {
            throw refusal(cell, path, e);
        }
    }

    /// A file or a tree, under the name by which it was asked for.
    private record PathArchive(Opened opened, String path, String clean, PathStat stat) implements FileArchive {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            var writer = new ArchiveWriter(out, true);
            var top = BytePath.of(
                    path.endsWith("/.") ? "." : clean.equals("/") ? "/" : clean.substring(clean.lastIndexOf('/') + 1));
            boolean follow = path.endsWith("/") || path.endsWith("/.");
            try (var node = follow
                    ? opened.root().nodeFollowed(opened.name())
                    : opened.root().node(opened.name())) {
                if (node.stat().isDirectory()) {
                    try (var dir = opened.root().directory(opened.name())) {
                        writer.tree(dir, top);
                    }
                } else {
                    writer.single(node, top);
                }
            }
            writer.finish();
        }

        @Override
        public void close() {
            opened.close();
        }
    }

    @Override
    public void extract(String ref, String path, ExtractOptions options, InputStream tar) throws IOException {
        var cell = core.table().find(ref);
        try (var opened = roots.open(cell, clean(path))) {
            try (var node = opened.root().nodeFollowed(opened.name())) {
                if (!node.stat().isDirectory()) {
                    throw new Refusal.Invalid(Refusal.What.PATH, path, "extraction point is not a directory");
                }
            }
            if (!opened.writable()) {
                throw new Refusal.Forbidden("container rootfs is marked read-only");
            }
            try (var dir = opened.root().directory(opened.name())) {
                new ArchiveExtractor(dir, options.noOverwriteDirNonDir(), owner(cell, options, opened))
                        .extract(FastGzip.codecs().decompress(tar));
            }
        } catch (ErrnoException e) {
            throw refusal(cell, path, e);
        }
        events.say(cell.record(), "extract-to-dir", Map.of("path", path));
    }

    private static ArchiveExtractor.@org.jspecify.annotations.Nullable Owner owner(
            ContainerCell cell, ExtractOptions options, Opened opened) throws IOException {
        var user = Given.text(cell.record().config().user());
        if (!options.copyUidGid() || user.isEmpty()) {
            return null;
        }
        var found = ImageUsers.find(opened.root(), user, List.of()).identity();
        return new ArchiveExtractor.Owner(found.uid(), found.gid());
    }

    @Override
    public FileArchive export(String ref) {
        var cell = core.table().find(ref);
        var r = cell.record();
        if (r.state() instanceof ContainerState.Removing || r.state() instanceof ContainerState.Dead) {
            throw new Refusal.WrongState(
                    Refusal.Command.EXPORT, r.id(), r.name(), r.state().word());
        }
        try {
            var opened = r.state().alive()
                    ? new Opened(RootFiles.ofRunning(r.state().life().pid()), "/", true, false, () -> {})
                    : roots.layer(r, "/", false);
            events.say(r, "export");
            return new RootArchive(opened);
        } catch (IOException e) {
            throw refusal(cell, "/", e);
        }
    }

    /// The whole root; what is mounted into it is left out.
    private record RootArchive(Opened opened) implements FileArchive {
        @Override
        public PathStat stat() {
            return new PathStat("/", 0, 0, java.time.Instant.EPOCH, "");
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            var writer = new ArchiveWriter(out, false);
            writer.tree(opened.root(), BytePath.EMPTY);
            writer.finish();
        }

        @Override
        public void close() {
            opened.close();
        }
    }

    @Override
    public List<PathChange> changes(String ref) {
        var cell = core.table().find(ref);
        try {
            var snapshots = core.storage().snapshots();
            var layer = snapshots
                    .open(cell.id().value())
                    .orElseThrow(() -> new Refusal.NotFound(Refusal.Noun.CONTAINER, ref));
            return MountPoints.without(
                    snapshots.changes(layer).stream().map(RootedFiles::change).toList());
        } catch (IOException e) {
            throw refusal(cell, "/", e);
        }
    }

    private static PathChange change(dev.conex.storage.Change c) {
        return new PathChange(
                switch (c.kind()) {
                    case MODIFIED -> PathChange.Kind.MODIFIED;
                    case ADDED -> PathChange.Kind.ADDED;
                    case DELETED -> PathChange.Kind.DELETED;
                },
                c.path().toString());
    }

    @Override
    public String commit(String ref, CommitRequest request) {
        return committer.commit(core.table().find(ref), request);
    }

    private static String clean(String path) {
        if (path.isEmpty()) {
            throw new Refusal.Invalid(Refusal.What.PATH, path, "path cannot be empty");
        }
        return MountGrammar.normal(path);
    }

    private static Refusal refusal(ContainerCell cell, String path, IOException e) {
        if (e instanceof ErrnoException errno && (errno.errno() == Errno.ENOENT || errno.errno() == Errno.ENOTDIR)) {
            return new Refusal.NotFound(Refusal.Noun.FILE, path + " in container " + cell.id());
        }
        if (e instanceof ErrnoException errno && errno.errno() == Errno.EROFS) {
            return new Refusal.Forbidden("container rootfs is marked read-only");
        }
        return new Refusal.Failed("files of container %s".formatted(cell.id().shortened()), e);
    }
}
