package dev.conex.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes the directories of a path that are missing, inside a root. A link that leads to nothing is honoured: the
/// directory
/// it names is made, as images with `/var/run -> /run` and no `/run` expect.
final class MissingDirectories {
    /// As many links as the kernel follows.
    private static final int MAX_LINKS = 40;

    private final Dir root;
    private final int mode;
    private final List<byte[]> made = new ArrayList<>();
    private int links;

    MissingDirectories(Dir root, int mode) {
        this.root = root;
        this.mode = mode;
    }

    List<byte[]> make(byte[] path) throws ErrnoException {
        for (var end = 1; end <= path.length; end++) {
            if (end == path.length || path[end] == '/') {
                makeOne(Arrays.copyOf(path, end));
            }
        }
        return made;
    }

    private void makeOne(byte[] path) throws ErrnoException {
        if (isThere(path)) {
            return;
        }
        try {
            root.mkdir(path, mode);
            made.add(path);
        } catch (ErrnoException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
            if (root.stat(path).isSymlink()) {
                follow(path);
            } else if (!isThere(path)) { // else somebody was quicker
                throw e;
            }
        }
    }

    private void follow(byte[] path) throws ErrnoException {
        if (++links > MAX_LINKS) {
            throw new ErrnoException("mkdir", Sys.quoted(path), Errno.ELOOP);
        }
        var target = root.readlink(path);
        make(target.length > 0 && target[0] == '/' ? target : beside(path, target));
    }

    private static byte[] beside(byte[] link, byte[] target) {
        var start = link.length;
        while (start > 0 && link[start - 1] != '/') {
            start--;
        }
        var path = Arrays.copyOf(link, start + target.length);
        System.arraycopy(target, 0, path, start, target.length);
        return path;
    }

    private boolean isThere(byte[] path) throws ErrnoException {
        try (var node = root.nodeFollowed(path)) {
            if (node.stat().isDirectory()) {
                return true;
            }
            throw new ErrnoException("mkdir", Sys.quoted(path), Errno.ENOTDIR);
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT)) {
                return false;
            }
            throw e;
        }
    }
}
