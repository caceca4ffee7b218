package dev.conex.storage;

import dev.conex.linux.Dir;
import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Node;
import dev.conex.linux.Stat;
import dev.conex.oci.BytePath;
import dev.conex.oci.FileMeta;
import dev.conex.oci.MalformedContent;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Gives unpacked files their owner, mode, attributes and time; directories their time at the very end, because
/// filling them changes it.
final class Attributes {
    static final int DIRECTORY_MODE = 0755;
    /// Each is remembered until the end, so there must be an end.
    static final int DIRECTORIES_MAX = 1_000_000;
    /// One above is `(uid_t) -1`, which the kernel takes for "leave it as it is".
    private static final long ID_MAX = 0xffff_fffeL;

    private final Dir root;
    private final Map<BytePath, Instant> times = new LinkedHashMap<>();

    Attributes(Dir root) {
        this.root = root;
    }

    /// Overlay's own attributes would be obeyed, whoever wrote them.
    static boolean isReserved(String xattr) {
        return xattr.startsWith("trusted.overlay.") || xattr.startsWith("user.overlay.");
    }

    /// Sets all but the time. In this order: a new owner takes set-id bits and capabilities away.
    static void set(Node node, BytePath path, FileMeta meta, boolean isLink) throws IOException {
        if (meta.uid() > ID_MAX || meta.gid() > ID_MAX) {
            throw new MalformedContent(
                    "layer: \"%s\": owner %d:%d out of range".formatted(path, meta.uid(), meta.gid()));
        }
        node.chown((int) meta.uid(), (int) meta.gid());
        if (!isLink) {
            node.chmod(meta.mode());
        }
        for (var xattr : meta.xattrs().entrySet()) {
            if (!isReserved(xattr.getKey())) {
                setXattr(node, xattr.getKey(), xattr.getValue());
            }
        }
    }

    /// What the file system cannot keep is left out, as Docker does.
    private static void setXattr(Node node, String name, byte[] value) throws ErrnoException {
        try {
            node.setXattr(name, value);
        } catch (ErrnoException e) {
            boolean onSpecialFile = e.is(Errno.EPERM) && name.startsWith("user.");
            if (!e.is(Errno.EOPNOTSUPP) && !onSpecialFile) {
                throw e;
            }
        }
    }

    /// All of a directory of this tree.
    void directory(BytePath path, FileMeta meta) throws IOException {
        try (var node = root.node(path.bytes())) {
            set(node, path, meta, false);
        }
        time(path, meta.mtime());
    }

    /// The exact mode of a directory that nobody described.
    void plainDirectory(BytePath path) throws IOException {
        try (var node = root.node(path.bytes())) {
            node.chmod(DIRECTORY_MODE);
        }
    }

    /// Makes a directory like the one of the same path elsewhere.
    void copyDirectory(Dir from, BytePath path) throws IOException {
        try (var node = from.node(path.bytes())) {
            directory(path, meta(node, node.stat()));
        }
    }

    void time(BytePath directory, Instant time) throws MalformedContent {
        if (times.size() >= DIRECTORIES_MAX) {
            throw new MalformedContent("layer: more than %d directories".formatted(DIRECTORIES_MAX));
        }
        times.put(directory, time);
    }

    static FileMeta meta(Node node, Stat stat) throws ErrnoException {
        var xattrs = new LinkedHashMap<>(node.xattrs());
        xattrs.keySet().removeIf(Attributes::isReserved);
        return new FileMeta(
                stat.permissions(),
                Integer.toUnsignedLong(stat.uid()),
                Integer.toUnsignedLong(stat.gid()),
                stat.modified(),
                xattrs);
    }

    /// Sets the times of all directories that are still there.
    void finish() throws IOException {
        for (var time : times.entrySet()) {
            var stat = root.find(
                    time.getKey().isEmpty() ? new byte[] {'.'} : time.getKey().bytes());
            if (stat.isPresent() && stat.get().isDirectory()) {
                touch(time.getKey(), time.getValue());
            }
        }
    }

    private void touch(BytePath path, Instant time) throws IOException {
        try (var node = root.node(path.isEmpty() ? new byte[] {'.'} : path.bytes())) {
            node.touch(time);
        }
    }
}
