package dev.conex.linux;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Copies a tree with everything that makes it up: content with its holes, owners, modes, times, extended attributes,
/// links hard and symbolic, devices. By descriptors on both sides, so neither tree can lead us out of it.
public final class TreeCopy implements TreeWalk.Visitor, AutoCloseable {
    private static final int CREATE_NEW =
            OpenFlags.WRITE_ONLY | OpenFlags.CREATE | OpenFlags.EXCLUSIVE | OpenFlags.NO_FOLLOW;
    private static final int PRIVATE_FILE = 0600;
    private static final int PRIVATE_DIRECTORY = 0700;
    /// Belongs to the place, not to the file.
    private static final String SELINUX_LABEL = "security.selinux";

    private record Inode(DeviceNumber device, long number) {}

    private final Dir to;
    private final Deque<Dir> directories = new ArrayDeque<>();
    /// Files with several names → the first that was copied.
    private final Map<Inode, byte[]> named = new HashMap<>();

    private TreeCopy(Dir to) {
        this.to = to;
    }

    /// Copies what is in one directory into another, whose own attributes become the first's.
    ///
    /// Sockets and what vanishes meanwhile are left out. A failure leaves what was copied so far.
    ///
    /// @throws ErrnoException EEXIST when a name is taken there
    public static void copy(Dir from, Dir to) throws IOException {
        try (var copy = new TreeCopy(to)) {
            TreeWalk.walk(from, copy);
        }
        var source = new Node(from.fd());
        copyAttributes(source, source.stat(), new Node(to.fd()));
    }

    @Override
    public TreeWalk.Step enter(TreeWalk.Entry entry) throws IOException {
        var there = directories.isEmpty() ? to : directories.getLast();
        var name = entry.name();
        var stat = entry.stat();
        switch (stat.type()) {
            case DIRECTORY -> {
                there.mkdir(name, PRIVATE_DIRECTORY);
                directories.addLast(there.directory(name));
            }
            case REGULAR -> copyFile(entry, there, name);
            case SYMLINK -> {
                there.symlink(entry.node().target(), name);
                finish(entry, there, name);
            }
            case FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> {
                there.mknod(name, stat.type(), PRIVATE_FILE, stat.special());
                finish(entry, there, name);
            }
            case SOCKET -> {
                // means something only to the program that listens on it
            }
        }
        return TreeWalk.Step.DESCEND;
    }

    @Override
    public void leave(TreeWalk.Entry directory) throws IOException {
        try (var copied = directories.removeLast()) {
            copyAttributes(directory.node(), directory.stat(), new Node(copied.fd()));
        }
    }

    private void copyFile(TreeWalk.Entry entry, Dir there, byte[] name) throws IOException {
        var stat = entry.stat();
        if (stat.links() > 1) {
            var first = named.putIfAbsent(new Inode(stat.device(), stat.inode()), entry.path());
            if (first != null) {
                to.link(first, entry.path());
                return;
            }
        }
        try (var source = entry.open();
                var target = there.openFile(name, CREATE_NEW, PRIVATE_FILE)) {
            copyContent(source, target, stat.size());
            copyAttributes(entry.node(), stat, new Node(target));
        }
    }

    private static void copyContent(Fd source, Fd target, long size) throws IOException {
        Extents.truncate(target, size);
        var at = Extents.nextData(source, 0, size);
        while (at < size) {
            var end = Extents.nextHole(source, at, size);
            Extents.seek(source, at);
            Extents.seek(target, at);
            Extents.copy(source, target, end - at);
            at = Extents.nextData(source, end, size);
        }
    }

    private static void finish(TreeWalk.Entry entry, Dir there, byte[] name) throws IOException {
        try (var copied = there.node(name)) {
            copyAttributes(entry.node(), entry.stat(), copied);
        }
    }

    /// Gives one object another's owner, mode, extended attributes and time. What the file system of the second can't
    /// keep (extended attributes of a kind it does not have) is left out.
    ///
    /// @param stat the first's
    public static void copyAttributes(Node from, Stat stat, Node to) throws ErrnoException {
        to.chown(stat.uid(), stat.gid());
        for (var attribute : from.xattrs().entrySet()) {
            if (!attribute.getKey().equals(SELINUX_LABEL)) {
                copyXattr(to, attribute.getKey(), attribute.getValue());
            }
        }
        if (!stat.isSymlink()) {
            to.chmod(stat.permissions());
        }
        to.touch(stat.modified());
    }

    private static void copyXattr(Node to, String name, byte[] value) throws ErrnoException {
        try {
            to.setXattr(name, value);
        } catch (ErrnoException e) {
            if (!e.is(Errno.EOPNOTSUPP)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        directories.forEach(Dir::close);
    }
}
