package dev.conex.engine;

import dev.conex.linux.DeviceNumber;
import dev.conex.linux.Dir;
import dev.conex.linux.FileType;
import dev.conex.linux.Node;
import dev.conex.linux.OpenFlags;
import dev.conex.oci.BytePath;
import dev.conex.oci.FileMeta;
import dev.conex.oci.MalformedContent;
import dev.conex.oci.TarEntry;
import dev.conex.oci.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Unpacks a tar into a directory of a container. Names can't leave that directory, whatever they say and
/// whatever links lie there. Times of directories are set last.
final class ArchiveExtractor {
    private static final int CHUNK = 128 * 1024;
    private static final int DIRECTORY_MODE = 0755;
    /// Directories whose times are set at the end.
    private static final int DIRECTORIES_MAX = 1_000_000;

    private final Dir root;
    private final boolean noOverwriteDirNonDir;
    private final @Nullable Owner owner;
    private final ArrayDeque<Touched> directories = new ArrayDeque<>();
    private final byte[] buffer = new byte[CHUNK];

    /// Everything belongs to the owner if there is one.
    ArchiveExtractor(Dir root, boolean noOverwriteDirNonDir, @Nullable Owner owner) {
        this.root = root;
        this.noOverwriteDirNonDir = noOverwriteDirNonDir;
        this.owner = owner;
    }

    record Owner(int uid, int gid) {}

    private record Touched(BytePath path, FileMeta meta) {}

    void extract(InputStream tarStream) throws IOException {
        var tar = new TarReader(tarStream);
        try {
            for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                one(tar, entry.get());
            }
        } catch (MalformedContent e) {
            throw new Refusal.Invalid(Refusal.What.ARCHIVE, "", Given.text(e.getMessage()));
        }
        for (var d : directories) {
            try (var node = root.node(d.path().bytes())) {
                node.touch(d.meta().mtime());
            }
        }
    }

    private void one(TarReader tar, TarEntry entry) throws IOException {
        var path = entry.name().inRoot();
        if (path.isEmpty()) {
            return;
        }
        var name = path.bytes();
        var parent = path.parent();
        if (!parent.isEmpty()) {
            root.mkdirs(parent.bytes(), DIRECTORY_MODE);
        }
        boolean directory = entry.kind() instanceof TarEntry.Kind.Directory;
        if (!clear(path, directory)) {
            make(tar, entry, name);
        }
        if (!(entry.kind() instanceof TarEntry.Kind.HardLink)) {
            attributes(name, entry, directory);
        }
    }

    /// Takes away what is in the way; true if a directory is there already and stays.
    private boolean clear(BytePath path, boolean directory) throws IOException {
        var there = root.find(path.bytes());
        if (there.isEmpty()) {
            return false;
        }
        boolean isDirectory = there.get().isDirectory();
        if (noOverwriteDirNonDir && isDirectory != directory) {
            throw new Refusal.Invalid(
                    Refusal.What.PATH,
                    path.toString(),
                    isDirectory
                            ? "cannot overwrite directory \"%s\" with non-directory".formatted(path)
                            : "cannot overwrite non-directory \"%s\" with directory".formatted(path));
        }
        if (isDirectory && directory) {
            return true;
        }
        root.removeTree(path.bytes());
        return false;
    }

    private void make(TarReader tar, TarEntry entry, byte[] name) throws IOException {
        int mode = entry.meta().mode();
        switch (entry.kind()) {
            case TarEntry.Kind.Directory _ -> root.mkdir(name, mode);
            case TarEntry.Kind.File _ -> file(tar, name);
            case TarEntry.Kind.Symlink s -> root.symlink(s.target().bytes(), name);
            case TarEntry.Kind.HardLink h -> root.link(h.target().inRoot().bytes(), name);
            case TarEntry.Kind.Fifo _ -> root.mknod(name, FileType.FIFO, mode, DeviceNumber.NONE);
            case TarEntry.Kind.Device d ->
                root.mknod(
                        name,
                        d.block() ? FileType.BLOCK_DEVICE : FileType.CHARACTER_DEVICE,
                        mode,
                        new DeviceNumber(d.major(), d.minor()));
        }
    }

    private void file(TarReader tar, byte[] name) throws IOException {
        int flags = OpenFlags.CREATE | OpenFlags.EXCLUSIVE | OpenFlags.WRITE_ONLY | OpenFlags.NO_FOLLOW;
        try (var fd = root.openFile(name, flags, 0600)) {
            int n;
            while ((n = tar.read(buffer, 0, buffer.length)) > 0) {
                fd.write(buffer, 0, n);
            }
        }
    }

    private void attributes(byte[] name, TarEntry entry, boolean directory) throws IOException {
        var meta = entry.meta();
        boolean link = entry.kind() instanceof TarEntry.Kind.Symlink;
        try (var node = root.node(name)) {
            chown(node, meta);
            if (!link) {
                node.chmod(meta.mode());
                for (var x : meta.xattrs().entrySet()) {
                    if (x.getKey().equals("security.capability") || x.getKey().startsWith("user.")) {
                        node.setXattr(x.getKey(), x.getValue());
                    }
                }
            }
            node.touch(meta.mtime());
        }
        if (directory) {
            if (directories.size() >= DIRECTORIES_MAX) {
                throw new Refusal.LimitReached("directories in an archive", DIRECTORIES_MAX);
            }
            directories.push(new Touched(BytePath.of(name), meta));
        }
    }

    private void chown(Node node, FileMeta meta) throws IOException {
        var to = Optional.ofNullable(owner);
        node.chown(
                to.map(Owner::uid).orElse((int) meta.uid()), to.map(Owner::gid).orElse((int) meta.gid()));
    }
}
