package dev.conex.storage;

import dev.conex.linux.Dir;
import dev.conex.linux.TreeWalk;
import dev.conex.oci.BytePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What an upper directory changes of the layers below it.
final class ChangeList implements TreeWalk.Visitor {
    private static final BytePath SLASH = BytePath.of("/");

    private final Dir upper;
    private final Below below;
    private final List<Change> changes = new ArrayList<>();
    /// Directories below which nothing of the layers below shows through.
    private final Set<BytePath> opaque = new HashSet<>();

    private ChangeList(Dir upper, Below below) {
        this.upper = upper;
        this.below = below;
    }

    static List<Change> of(Dir upper, Below below) throws IOException {
        var list = new ChangeList(upper, below);
        TreeWalk.walk(upper, list);
        list.changes.sort(Comparator.comparing(Change::path));
        return List.copyOf(list.changes);
    }

    @Override
    public TreeWalk.Step enter(TreeWalk.Entry entry) throws IOException {
        var path = BytePath.of(entry.path());
        if (entry.stat().isWhiteout()) {
            if (below.find(path).isPresent()) {
                add(Change.Kind.DELETED, path);
            }
            return TreeWalk.Step.SKIP;
        }
        var there = below.find(path).isPresent();
        add(there ? Change.Kind.MODIFIED : Change.Kind.ADDED, path);
        if (entry.stat().isDirectory() && there) {
            hidden(entry, path);
        }
        return TreeWalk.Step.DESCEND;
    }

    private void hidden(TreeWalk.Entry entry, BytePath path) throws IOException {
        if (!opaque.contains(path.parent()) && !LayerPack.isOpaque(entry.node())) {
            return;
        }
        opaque.add(path);
        for (var name : below.names(path)) {
            var child = path.resolve(name);
            if (upper.find(child.bytes()).isEmpty()) {
                add(Change.Kind.DELETED, child);
            }
        }
    }

    private void add(Change.Kind kind, BytePath path) {
        changes.add(new Change(kind, SLASH.concat(path)));
    }
}
