package dev.conex.build;

import dev.conex.linux.Dir;
import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Stat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Empty files and directories that only exist because something was mounted over them while a program ran. They are no
/// part of the layer. Removed by name in the tree, links not followed, and only while they are empty.
final class MountStubs {
    private static final List<String> ALWAYS = List.of(
            "proc",
            "sys",
            "dev/pts",
            "dev/shm",
            "dev/mqueue",
            "dev/console",
            "dev",
            "etc/hosts",
            "etc/hostname",
            "etc/resolv.conf",
            "etc/mtab",
            ".dockerenv",
            "etc");

    private final List<String> missing;

    private MountStubs(List<String> missing) {
        this.missing = List.copyOf(missing);
    }

    /// What is not there yet, deepest first.
    static MountStubs missingIn(Dir root, List<RunTask.MountedInput> mounts) throws IOException {
        var missing = new ArrayList<String>();
        for (var mount : mounts) {
            for (var path = NameText.text(mount.target().substring(1)); !path.isEmpty(); path = NameText.parent(path)) {
                add(root, path.endsWith("/") ? path.substring(0, path.length() - 1) : path, missing);
            }
        }
        for (var path : ALWAYS) {
            add(root, path, missing);
        }
        return new MountStubs(missing);
    }

    private static void add(Dir root, String path, List<String> missing) throws IOException {
        if (!missing.contains(path) && root.find(NameText.bytes(path)).isEmpty()) {
            missing.add(path);
        }
    }

    /// Takes them away.
    void remove(Dir root) throws IOException {
        for (var path : missing) {
            var name = NameText.bytes(path);
            var stat = root.find(name);
            if (stat.isEmpty()) {
                continue;
            }
            if (stat.get().isDirectory()) {
                rmdir(root, name);
            } else if (isEmptyFile(stat.get()) || isMtab(root, path)) {
                root.unlink(name);
            }
        }
    }

    private static boolean isEmptyFile(Stat stat) {
        return stat.isRegular() && stat.size() == 0;
    }

    private static boolean isMtab(Dir root, String path) throws IOException {
        var name = NameText.bytes(path);
        return path.equals("etc/mtab")
                && root.stat(name).isSymlink()
                && NameText.text(root.readlink(name)).equals("/proc/mounts");
    }

    private static void rmdir(Dir root, byte[] name) throws IOException {
        try {
            root.rmdir(name);
        } catch (ErrnoException e) {
            if (!e.is(Errno.ENOTEMPTY) && !e.is(Errno.EBUSY)) {
                throw e;
            }
        }
    }
}
