package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Removes trees of any depth with few descriptors: what lies too deep is first moved up to the top of the tree, which
/// dies anyway. Directories are emptied in the kernel's order, batch by batch.
final class TreeRemoval implements AutoCloseable {
    private static final int MAX_OPEN = 64;
    private static final int AT_REMOVEDIR = 0x200;
    /// How often an emptied directory may turn out not to be empty, because somebody still writes into it.
    private static final int MAX_PASSES = 1000;

    private record Level(Fd directory, List<byte[]> name, Deque<byte[]> left) {}

    private final Deque<Level> levels = new ArrayDeque<>();
    private int moved;
    private int passes;

    private TreeRemoval() {}

    static void remove(int parent, byte[] name) throws ErrnoException {
        if (unlink(parent, name)) {
            return;
        }
        try (var removal = new TreeRemoval()) {
            removal.enter(parent, name);
            removal.run(parent);
        }
    }

    private void run(int parent) throws ErrnoException {
        while (!levels.isEmpty()) {
            var level = levels.getLast();
            var name = level.left.poll();
            if (name != null) {
                removeOne(level, name);
            } else if (!fill(level)) {
                leave(parent);
            }
        }
    }

    private void removeOne(Level level, byte[] name) throws ErrnoException {
        if (unlink(level.directory.number(), name)) {
            return;
        }
        if (levels.size() < MAX_OPEN) {
            enter(level.directory.number(), name);
        } else {
            moveUp(level.directory, name);
        }
    }

    private void enter(int parent, byte[] name) throws ErrnoException {
        levels.addLast(new Level(DirectoryList.open(parent, name), List.of(name), new ArrayDeque<>()));
    }

    private void moveUp(Fd directory, byte[] name) throws ErrnoException {
        var top = levels.getFirst();
        var fresh = (".conex-removed-" + moved++).getBytes(StandardCharsets.US_ASCII);
        try (var arena = Arena.ofConfined()) {
            var from = Sys.at(Sys.name(arena, name));
            var to = Sys.at(Sys.name(arena, fresh));
            Sys.call(Syscall.RENAMEAT2, name, directory.number(), from, top.directory.number(), to, 1);
        }
        top.left.add(fresh);
    }

    private static boolean fill(Level level) throws ErrnoException {
        var names = new ArrayList<byte[]>();
        while (names.isEmpty() && DirectoryList.readMore(level.directory, names)) {}
        level.left.addAll(names);
        return !names.isEmpty();
    }

    private void leave(int parent) throws ErrnoException {
        var level = levels.removeLast();
        var above = levels.isEmpty() ? parent : levels.getLast().directory.number();
        var name = level.name.getFirst();
        var result = unlinkat(above, name, AT_REMOVEDIR);
        if (result == -Errno.ENOTEMPTY && passes++ < MAX_PASSES) {
            Extents.seek(level.directory, 0);
            levels.addLast(level);
            return;
        }
        level.directory.close();
        if (result != -Errno.ENOENT) {
            Sys.check(result, "rmdir", name);
        }
    }

    /// Removes what is no directory or an empty one.
    ///
    /// @return false when it is a directory with something in it
    private static boolean unlink(int parent, byte[] name) throws ErrnoException {
        var result = unlinkat(parent, name, 0);
        if (result == -Errno.EISDIR || result == -Errno.EPERM) {
            result = unlinkat(parent, name, AT_REMOVEDIR);
            if (result == -Errno.ENOTEMPTY || result == -Errno.EEXIST) {
                return false;
            }
            if (result == -Errno.ENOTDIR) { // a file that may not be removed, by its attributes
                result = -Errno.EPERM;
            }
        }
        if (result != -Errno.ENOENT) {
            Sys.check(result, "unlink", name);
        }
        return true;
    }

    private static long unlinkat(int parent, byte[] name, int flags) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            return Sys.attempt(Syscall.UNLINKAT, parent, Sys.at(Sys.name(arena, name)), flags);
        }
    }

    @Override
    public void close() {
        levels.forEach(level -> level.directory.close());
    }
}
