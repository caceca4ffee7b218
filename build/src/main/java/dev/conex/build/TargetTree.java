package dev.conex.build;

import dev.conex.linux.DeviceNumber;
import dev.conex.linux.Dir;
import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Fd;
import dev.conex.linux.FileType;
import dev.conex.linux.Node;
import dev.conex.linux.OpenFlags;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/// A tree to write into. Paths are [NameText], relative to its root, and never leave it. Links on the way are followed
/// inside; what stands at the end is replaced, but a directory stays one.
record TargetTree(Dir root) {
    static final int DIRECTORY_MODE = 0755;

    /// What every new object gets.
    ///
    /// @param mode permissions; not for links
    record Look(int mode, Owners.Owner owner, Instant modified, Map<String, byte[]> xattrs) {
        static Look plain(int mode, Owners.Owner owner, Instant modified) {
            return new Look(mode, owner, modified, Map.of());
        }
    }

    /// Writes the content of a new file.
    @FunctionalInterface
    interface Content {
        void write(Fd file) throws IOException;
    }

    /// Whether it is a directory, or a link to one.
    boolean isDirectory(String path) throws IOException {
        if (path.isEmpty()) {
            return true;
        }
        try (var node = root.nodeFollowed(NameText.bytes(path))) {
            return node.stat().isDirectory();
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP)) {
                return false;
            }
            throw e;
        }
    }

    /// Makes a directory with all above it; those that are new get the owner.
    void directories(String path, Owners.Owner owner) throws IOException {
        directories(path, owner, DIRECTORY_MODE);
    }

    /// As [#directories(String, Owners.Owner)], with another mode.
    void directories(String path, Owners.Owner owner, int mode) throws IOException {
        if (path.isEmpty()) {
            return;
        }
        for (var made : root.mkdirs(NameText.bytes(path), DIRECTORY_MODE)) {
            try (var node = root.nodeFollowed(made)) {
                node.chown(owner.uid(), owner.gid());
                node.chmod(mode);
            }
        }
    }

    /// Makes one directory, or leaves the one that is there; true if it is new.
    boolean directory(String path, Look look) throws IOException {
        if (isDirectory(path)) {
            return false;
        }
        if (root.find(NameText.bytes(path)).isPresent()) {
            throw new IOException(
                    "cannot overwrite non-directory \"/%s\" with a directory".formatted(NameText.shown(path)));
        }
        root.mkdir(NameText.bytes(path), look.mode);
        dress(path, look, false);
        return true;
    }

    void file(String path, Look look, Content content) throws IOException {
        clear(path);
        int flags = OpenFlags.WRITE_ONLY | OpenFlags.CREATE | OpenFlags.EXCLUSIVE | OpenFlags.NO_FOLLOW;
        try (var file = root.openFile(NameText.bytes(path), flags, 0600)) {
            content.write(file);
        }
        dress(path, look, false);
    }

    void symlink(String path, byte[] target, Look look) throws IOException {
        clear(path);
        root.symlink(target, NameText.bytes(path));
        dress(path, look, true);
    }

    void hardLink(String path, String existing) throws IOException {
        clear(path);
        root.link(NameText.bytes(existing), NameText.bytes(path));
    }

    void special(String path, FileType type, DeviceNumber device, Look look) throws IOException {
        clear(path);
        root.mknod(NameText.bytes(path), type, look.mode, device);
        dress(path, look, false);
    }

    /// Gives a directory its time, after everything in it was written.
    void touch(String path, Instant modified) throws IOException {
        try (var node = root.nodeFollowed(NameText.bytes(path))) {
            node.touch(modified);
        }
    }

    private void clear(String path) throws IOException {
        var old = root.find(NameText.bytes(path));
        if (old.isPresent()) {
            if (old.get().isDirectory()) {
                throw new IOException(
                        "cannot overwrite directory \"/%s\" with a non-directory".formatted(NameText.shown(path)));
            }
            root.unlink(NameText.bytes(path));
        }
    }

    private void dress(String path, Look look, boolean link) throws IOException {
        try (var node = root.node(NameText.bytes(path))) {
            node.chown(look.owner.uid(), look.owner.gid());
            if (!link) {
                node.chmod(look.mode);
                for (var attribute : look.xattrs.entrySet()) {
                    node.setXattr(attribute.getKey(), attribute.getValue());
                }
            }
            node.touch(look.modified);
        }
    }

    /// The extended attributes that travel with a copy.
    static Map<String, byte[]> copied(Node node) throws IOException {
        var all = node.xattrs();
        all.keySet().removeIf(name -> name.startsWith("trusted.") || name.equals("security.selinux"));
        return all;
    }
}
