package dev.conex.engine;

import dev.conex.linux.Dir;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Fd;
import dev.conex.linux.Node;
import dev.conex.linux.OpenFlags;
import dev.conex.linux.Stat;
import dev.conex.linux.TreeWalk;
import dev.conex.oci.BytePath;
import dev.conex.oci.FileMeta;
import dev.conex.oci.TarEntry;
import dev.conex.oci.TarWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Writes files of a container as a tar. Everything is reached by descriptors; a file that changes meanwhile
/// keeps the size that was announced.
final class ArchiveWriter {
    private static final int CHUNK = 128 * 1024;
    /// Names of files with several links that are remembered.
    private static final int LINKS_MAX = 1_000_000;

    private final TarWriter tar;
    private final boolean intoMounts;
    private final Map<Object, BytePath> links = new HashMap<>();
    private final byte[] buffer = new byte[CHUNK];

    /// Whether the roots of other mounts are descended into; otherwise they are empty directories.
    ArchiveWriter(OutputStream out, boolean intoMounts) {
        this.tar = new TarWriter(out);
        this.intoMounts = intoMounts;
    }

    /// One object that is no directory.
    void single(Node node, BytePath name) throws IOException {
        put(node, node.stat(), name);
    }

    /// A directory under a name (empty: not itself), and all below it.
    void tree(Dir dir, BytePath name) throws IOException {
        if (!name.isEmpty()) {
            put(new Node(dir.fd()), new Node(dir.fd()).stat(), name);
        }
        TreeWalk.walk(dir, entry -> {
            var stat = entry.stat();
            put(entry.node(), stat, below(name, BytePath.of(entry.path())));
            return stat.mountRoot() && !intoMounts ? TreeWalk.Step.SKIP : TreeWalk.Step.DESCEND;
        });
    }

    void finish() throws IOException {
        tar.finish();
    }

    private static BytePath below(BytePath name, BytePath path) {
        if (name.isEmpty()) {
            return path;
        }
        return name.endsWithSlash() ? BytePath.of(name + path.toString()) : name.resolve(path);
    }

    private void put(Node node, Stat stat, BytePath name) throws IOException {
        var kind = kind(node, stat, name);
        if (kind.isEmpty()) {
            return;
        }
        var directory = kind.get() instanceof TarEntry.Kind.Directory && !name.endsWithSlash();
        tar.put(new TarEntry(directory ? BytePath.of(name + "/") : name, kind.get(), meta(node, stat)));
        if (kind.get() instanceof TarEntry.Kind.File file) {
            copy(node, file.size());
        }
    }

    /// Sockets have no form in a tar.
    private Optional<TarEntry.Kind> kind(Node node, Stat stat, BytePath name) throws ErrnoException {
        var earlier = stat.isDirectory() || stat.links() < 2 ? null : links.putIfAbsent(key(stat), name);
        if (earlier != null) {
            return Optional.of(new TarEntry.Kind.HardLink(earlier));
        }
        if (links.size() > LINKS_MAX) {
            throw new Refusal.LimitReached("files with several links in an archive", LINKS_MAX);
        }
        return Optional.ofNullable(
                switch (stat.type()) {
                    case REGULAR -> new TarEntry.Kind.File(stat.size());
                    case DIRECTORY -> new TarEntry.Kind.Directory();
                    case SYMLINK -> new TarEntry.Kind.Symlink(BytePath.of(node.target()));
                    case BLOCK_DEVICE ->
                        new TarEntry.Kind.Device(
                                true, stat.special().major(), stat.special().minor());
                    case CHARACTER_DEVICE ->
                        new TarEntry.Kind.Device(
                                false, stat.special().major(), stat.special().minor());
                    case FIFO -> new TarEntry.Kind.Fifo();
                    case SOCKET -> null;
                });
    }

    private record Key(Object device, long inode) {}

    private static Object key(Stat stat) {
        return new Key(stat.device(), stat.inode());
    }

    private static FileMeta meta(Node node, Stat stat) throws ErrnoException {
        var xattrs = new HashMap<String, byte[]>();
        if (stat.isRegular() || stat.isDirectory()) {
            node.xattrs().forEach((name, value) -> {
                if (name.equals("security.capability") || name.startsWith("user.")) {
                    xattrs.put(name, value);
                }
            });
        }
        return new FileMeta(
                stat.permissions(),
                Integer.toUnsignedLong(stat.uid()),
                Integer.toUnsignedLong(stat.gid()),
                stat.modified(),
                xattrs);
    }

    private void copy(Node node, long size) throws IOException {
        try (Fd fd = node.reopen(OpenFlags.READ_ONLY)) {
            long left = size;
            int n;
            while (left > 0 && (n = fd.read(buffer, 0, (int) Math.min(buffer.length, left))) > 0) {
                tar.write(buffer, 0, n);
                left -= n;
            }
            tar.fill();
        }
    }
}
