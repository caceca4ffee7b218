package dev.conex.linux;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Walks a tree depth first, the names of each directory sorted by their unsigned bytes, each directory before what is
/// in it.
///
/// Everything goes by descriptors: no link is followed, and what is looked at is what was named, even while somebody
/// else
/// changes the tree. Names that vanish meanwhile are left out.
public final class TreeWalk implements AutoCloseable {
    /// A descriptor is held for each level; deeper trees are refused.
    public static final int MAX_DEPTH = 2000;

    private static final byte[] HERE = {'.'};
    private static final byte[] NOTHING = {};

    private record Level(Dir directory, Entry entry, Iterator<byte[]> names) {}

    private final Visitor visitor;
    private final Deque<Level> levels = new ArrayDeque<>();

    private TreeWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    /// What to do with an entry.
    public enum Step {
        /// Go on, into it when it is a directory.
        DESCEND,
        /// Go on, not into it; [Visitor#leave] is not called.
        SKIP
    }

    /// Sees every entry.
    @FunctionalInterface
    public interface Visitor {
        /// Called for each entry; what it holds is closed when this returns, but a directory's when it is left.
        Step enter(Entry entry) throws IOException;

        /// Called for a directory after everything in it.
        default void leave(Entry directory) throws IOException {
            // most have nothing to do
        }
    }

    /// One name in the tree.
    public static final class Entry implements AutoCloseable {
        private final Dir parent;
        private final byte[] path;
        private final byte[] name;
        private final Node node;
        private final Stat stat;

        private Entry(Dir parent, byte[] path, byte[] name) throws ErrnoException {
            this.parent = parent;
            this.path = path;
            this.name = name;
            this.node = parent.node(name);
            try {
                this.stat = node.stat();
            } catch (ErrnoException e) {
                node.close();
                throw e;
            }
        }

        /// From the root of the walk, without a slash at either end; the root is empty.
        public byte[] path() {
            return path.clone();
        }

        /// The last part of the path.
        public byte[] name() {
            return name.clone();
        }

        public Stat stat() {
            return stat;
        }

        /// The directory it is in.
        public Dir parent() {
            return parent;
        }

        /// The object, for extended attributes, a link's target or changes.
        public Node node() {
            return node;
        }

        /// Opens a plain file for reading; the caller closes it.
        public Fd open() throws ErrnoException {
            return node.reopen(OpenFlags.READ_ONLY);
        }

        @Override
        public void close() {
            node.close();
        }

        @Override
        public String toString() {
            return Sys.quoted(path);
        }
    }

    /// Visits everything below a directory, which itself is not visited.
    public static void walk(Dir root, Visitor visitor) throws IOException {
        try (var walk = new TreeWalk(visitor);
                var top = new Entry(root, NOTHING, HERE)) {
            walk.descend(top);
            walk.run();
        }
    }

    private void run() throws IOException {
        while (!levels.isEmpty()) {
            var level = levels.getLast();
            if (level.names.hasNext()) {
                visit(level, level.names.next());
            } else {
                levels.removeLast();
                finish(level);
            }
        }
    }

    private void finish(Level level) throws IOException {
        try (var _ = level.directory;
                var entry = level.entry) {
            if (entry.path.length > 0) {
                visitor.leave(entry);
            }
        }
    }

    private void visit(Level level, byte[] name) throws IOException {
        var entry = look(level, name);
        if (entry == null) {
            return;
        }
        var kept = false;
        try {
            if (visitor.enter(entry) == Step.DESCEND && entry.stat.isDirectory()) {
                kept = descend(entry);
            }
        } finally {
            if (!kept) {
                entry.close();
            }
        }
    }

    private static @Nullable Entry look(Level level, byte[] name) throws ErrnoException {
        try {
            return new Entry(level.directory, join(level.entry.path, name), name);
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT)) {
                return null;
            }
            throw e;
        }
    }

    private boolean descend(Entry entry) throws IOException {
        if (levels.size() >= MAX_DEPTH) {
            throw new IOException("%s: the tree is deeper than %d directories".formatted(entry, MAX_DEPTH));
        }
        var directory = Dir.reopen(entry.node.fd());
        try {
            levels.addLast(new Level(directory, entry, directory.names().iterator()));
        } catch (ErrnoException e) {
            directory.close();
            throw e;
        }
        return true;
    }

    private static byte[] join(byte[] directory, byte[] name) {
        if (directory.length == 0) {
            return name;
        }
        var path = Arrays.copyOf(directory, directory.length + 1 + name.length);
        path[directory.length] = '/';
        System.arraycopy(name, 0, path, directory.length + 1, name.length);
        return path;
    }

    @Override
    public void close() {
        for (var level : levels) {
            level.directory.close();
            level.entry.close();
        }
    }
}
