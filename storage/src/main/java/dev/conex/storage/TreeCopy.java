package dev.conex.storage;

import dev.conex.linux.Dir;
import dev.conex.linux.Extents;
import dev.conex.linux.FileType;
import dev.conex.linux.Node;
import dev.conex.linux.OpenFlags;
import dev.conex.linux.TreeWalk;
import dev.conex.oci.BytePath;
import dev.conex.oci.FileMeta;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// Copies everything below one directory into another: owners, modes, times, attributes, hard links, devices;
/// sockets are left out.
final class TreeCopy implements TreeWalk.Visitor {
    private static final int CREATE_NEW =
            OpenFlags.CREATE | OpenFlags.EXCLUSIVE | OpenFlags.WRITE_ONLY | OpenFlags.NO_FOLLOW;

    private final Dir to;
    private final Map<Inode, BytePath> linked = new HashMap<>();

    private TreeCopy(Dir to) {
        this.to = to;
    }

    static void copy(Dir from, Dir to) throws IOException {
        TreeWalk.walk(from, new TreeCopy(to));
    }

    @Override
    public TreeWalk.Step enter(TreeWalk.Entry entry) throws IOException {
        var path = BytePath.of(entry.path());
        var stat = entry.stat();
        if (!stat.isDirectory() && stat.links() > 1) {
            var first = linked.putIfAbsent(Inode.of(stat), path);
            if (first != null) {
                to.link(first.bytes(), path.bytes());
                return TreeWalk.Step.SKIP;
            }
        }
        switch (stat.type()) {
            case DIRECTORY -> to.mkdir(path.bytes(), 0700);
            case REGULAR -> file(entry, path);
            case SYMLINK -> to.symlink(entry.node().target(), path.bytes());
            case FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> to.mknod(path.bytes(), stat.type(), 0600, stat.special());
            case SOCKET -> {
                return TreeWalk.Step.SKIP;
            }
        }
        finish(entry, path);
        return TreeWalk.Step.DESCEND;
    }

    private void file(TreeWalk.Entry entry, BytePath path) throws IOException {
        try (var from = entry.open();
                var file = to.openFile(path.bytes(), CREATE_NEW, 0600)) {
            Extents.copy(from, file, entry.stat().size());
        }
    }

    private void finish(TreeWalk.Entry entry, BytePath path) throws IOException {
        var meta = Attributes.meta(entry.node(), entry.stat());
        try (var node = to.node(path.bytes())) {
            Attributes.set(node, path, meta, entry.stat().type() == FileType.SYMLINK);
            node.touch(meta.mtime());
        }
    }

    /// Filling a directory has changed its time.
    @Override
    public void leave(TreeWalk.Entry directory) throws IOException {
        try (var node = to.node(directory.path())) {
            node.touch(directory.stat().modified());
        }
    }

    /// Makes a directory like another, its content aside.
    static void sameDirectory(Node from, Node to) throws IOException {
        FileMeta meta = Attributes.meta(from, from.stat());
        Attributes.set(to, BytePath.EMPTY, meta, false);
        to.touch(meta.mtime());
    }
}
