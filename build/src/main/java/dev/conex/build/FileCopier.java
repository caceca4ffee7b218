package dev.conex.build;

import dev.conex.build.dockerfile.IgnoreRules;
import dev.conex.build.dockerfile.Paths;
import dev.conex.linux.Extents;
import dev.conex.linux.Node;
import dev.conex.linux.OpenFlags;
import dev.conex.linux.Stat;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Copies as COPY does: the content of directories, files by name, modes and times kept, owners set. Used for one act.
final class FileCopier {
    private final SourceTree from;
    private final TargetTree to;
    private final FileAct.CopyRules rules;
    private final Owners.@Nullable Owner owner;
    private final IgnoreRules excluded;
    private final Map<String, String> copiedInodes = new HashMap<>();
    private final Deque<Touch> directories = new ArrayDeque<>();

    private record Touch(String path, Instant modified) {}

    /// @param owner null = as in the source, root where the source is a context
    FileCopier(SourceTree from, TargetTree to, FileAct.CopyRules rules, Owners.@Nullable Owner owner) {
        this.from = from;
        this.to = to;
        this.rules = rules;
        this.owner = owner != null ? owner : from.isContext() ? Owners.Owner.ROOT : null;
        this.excluded = IgnoreRules.excluding(
                rules.excludes().stream().map(NameText::text).toList());
    }

    /// Does it all; archives among the sources are given to `unpacker` when that is not null.
    void copy(FileAct.Copy act, @Nullable ArchiveOffer unpacker) throws BuildFailed, IOException {
        var found = new ArrayList<Found>();
        for (var source : act.sources()) {
            for (var path : from.find(act.instruction(), source)) {
                found.add(new Found(source, path));
            }
        }
        var destination = NameText.text(act.destination());
        checkDestination(act, found, destination);
        for (var one : found) {
            copy(one, destination, unpacker);
        }
        while (!directories.isEmpty()) {
            var touch = directories.removeLast();
            to.touch(touch.path, touch.modified);
        }
    }

    /// Takes a file if it is an archive.
    @FunctionalInterface
    interface ArchiveOffer {
        boolean take(Node file, String directory) throws BuildFailed, IOException;
    }

    private record Found(String written, String path) {}

    private void checkDestination(FileAct.Copy act, List<Found> found, String destination)
            throws BuildFailed, IOException {
        if (found.size() > 1
                && !destination.endsWith("/")
                && !rules.parents()
                && !to.isDirectory(relative(destination))) {
            throw BuildFailed.refused(
                    "When using %s with more than one source file, the destination must be a directory and end with a /"
                            .formatted(act.instruction()));
        }
    }

    private static String relative(String absolute) {
        int end = absolute.endsWith("/") ? absolute.length() - 1 : absolute.length();
        return end <= 1 ? "" : absolute.substring(1, end);
    }

    private int parentMode() {
        return SymbolicMode.of(rules.chmod(), TargetTree.DIRECTORY_MODE, true);
    }

    private Owners.Owner parentOwner() {
        return owner == null ? Owners.Owner.ROOT : owner;
    }

    private void copy(Found found, String destination, @Nullable ArchiveOffer unpacker)
            throws BuildFailed, IOException {
        var target = relative(destination);
        boolean into = destination.endsWith("/");
        if (rules.parents()) {
            target = NameText.join(target, NameText.parent(kept(found)));
            into = true;
        }
        try (var node = from.node(found.path)) {
            var stat = node.stat();
            if (stat.isDirectory()) {
                tree(found.path, rules.parents() ? NameText.join(target, NameText.last(found.path)) : target);
                return;
            }
            if (unpacker != null && stat.isRegular() && unpacker.take(node, target)) {
                return;
            }
            var path = into || to.isDirectory(target) ? NameText.join(target, NameText.last(found.path)) : target;
            to.directories(NameText.parent(path), parentOwner(), parentMode());
            object(path, node, stat);
        }
    }

    /// With `--parents`: the part of the path that stays, after `/./` if that was written.
    private static String kept(Found found) {
        int pivot = found.written.indexOf("/./");
        if (pivot < 0) {
            return found.path;
        }
        var before = Paths.clean(NameText.text(found.written.substring(0, pivot)));
        return found.path.startsWith(before + "/") ? found.path.substring(before.length() + 1) : found.path;
    }

    private void tree(String source, String target) throws IOException {
        to.directories(target, parentOwner(), parentMode());
        from.walk(source, excluded, (below, entry) -> {
            var path = NameText.join(target, below);
            if (!to.isDirectory(NameText.parent(path))) {
                to.directories(NameText.parent(path), parentOwner(), parentMode());
            }
            object(path, entry.node(), entry.stat());
        });
    }

    private void object(String path, Node node, Stat stat) throws IOException {
        var look = look(node, stat);
        switch (stat.type()) {
            case DIRECTORY -> {
                if (to.directory(path, look)) {
                    directories.addLast(new Touch(path, stat.modified()));
                }
            }
            case REGULAR -> file(path, node, stat, look);
            case SYMLINK -> to.symlink(path, node.target(), look);
            case FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> to.special(path, stat.type(), stat.special(), look);
            case SOCKET -> {} // as tar and Docker: a socket without its server is nothing
        }
    }

    private void file(String path, Node node, Stat stat, TargetTree.Look look) throws IOException {
        var inode = stat.device() + ":" + stat.inode();
        var earlier = stat.links() > 1 ? copiedInodes.putIfAbsent(inode, path) : null;
        if (earlier != null) {
            to.hardLink(path, earlier);
            return;
        }
        to.file(path, look, out -> {
            try (var in = node.reopen(OpenFlags.READ_ONLY)) {
                Extents.copy(in, out, Long.MAX_VALUE);
            }
        });
    }

    private TargetTree.Look look(Node node, Stat stat) throws IOException {
        var who = owner != null ? owner : new Owners.Owner(stat.uid(), stat.gid());
        int mode = SymbolicMode.of(rules.chmod(), stat.permissions(), stat.isDirectory());
        var xattrs = stat.isRegular() || stat.isDirectory() ? TargetTree.copied(node) : Map.<String, byte[]>of();
        return new TargetTree.Look(mode, who, stat.modified(), xattrs);
    }
}
