package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A directory as the root of whatever is named below it: a container's root, a layer, a volume.
///
/// Paths are bytes, relative or absolute, and can't leave: `..`, absolute links and links made while we look all end at
/// this root, magic links (`/proc/self/fd/N`) are refused with ELOOP. Methods that make, remove or look at a name never
/// follow its last part; links on the way are followed inside the root. Modes are cut by the umask; [Node#chmod] is
/// exact.
public final class Dir implements AutoCloseable {
    private static final int RENAME_NOREPLACE = 1;
    private static final int AT_REMOVEDIR = 0x200;
    private static final byte[] HERE = {'.'};

    private final Fd fd;

    private Dir(Fd fd) {
        this.fd = fd;
    }

    /// Opens a directory of the host, the last use of a path string.
    public static Dir open(Path path) throws ErrnoException {
        return new Dir(Fd.open(path, OpenFlags.DIRECTORY, 0));
    }

    /// Takes over a descriptor of a directory, O_PATH or readable.
    public static Dir own(Fd fd) {
        return new Dir(fd);
    }

    /// Opens a directory anew that somebody else holds, by O_PATH too (a [Mount] say).
    public static Dir reopen(Fd directory) throws ErrnoException {
        return new Dir(Resolve.in(directory, HERE, OpenFlags.DIRECTORY, 0));
    }

    /// Its descriptor, which stays owned by this object.
    public Fd fd() {
        return fd;
    }

    /// Opens a file. Only with NO_FOLLOW in the flags a link at the end is not followed; it is then ELOOP.
    ///
    /// What may be a FIFO or device is opened with NON_BLOCKING, looked at first, or by [#openPlain].
    public Fd openFile(byte[] path, int flags, int mode) throws ErrnoException {
        return Resolve.in(fd, path, flags, mode);
    }

    /// Opens a plain file for reading, links followed inside the root. A FIFO or device that stands there instead is
    /// not
    /// opened, so it can't hold us or do anything.
    ///
    /// @throws ErrnoException EINVAL when it is something else
    public Fd openPlain(byte[] path) throws ErrnoException {
        try (var node = nodeFollowed(path)) {
            if (!node.stat().isRegular()) {
                throw new ErrnoException("open as a plain file", Sys.quoted(path), Errno.EINVAL);
            }
            return node.reopen(OpenFlags.READ_ONLY);
        }
    }

    /// Opens a directory below; a link at the end is followed.
    public Dir directory(byte[] path) throws ErrnoException {
        return new Dir(Resolve.in(fd, path, OpenFlags.DIRECTORY, 0));
    }

    /// The object of that name for its attributes; a link is itself.
    public Node node(byte[] path) throws ErrnoException {
        return new Node(Resolve.in(fd, path, OpenFlags.PATH | OpenFlags.NO_FOLLOW, 0));
    }

    /// As [#node], a link at the end is followed.
    public Node nodeFollowed(byte[] path) throws ErrnoException {
        return new Node(Resolve.in(fd, path, OpenFlags.PATH, 0));
    }

    /// Attributes of that name; a link is itself.
    public Stat stat(byte[] path) throws ErrnoException {
        try (var node = node(path)) {
            return node.stat();
        }
    }

    /// As [#stat], empty when there is no such name.
    public Optional<Stat> find(byte[] path) throws ErrnoException {
        try {
            return Optional.of(stat(path));
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// What the link of that name says.
    public byte[] readlink(byte[] path) throws ErrnoException {
        try (var node = node(path)) {
            return node.target();
        }
    }

    /// All names in this directory itself, sorted by their unsigned bytes, without `.` and `..`.
    public List<byte[]> names() throws ErrnoException {
        return DirectoryList.names(fd);
    }

    /// Makes a directory.
    public void mkdir(byte[] path, int mode) throws ErrnoException {
        try (var arena = Arena.ofConfined();
                var place = Place.of(fd, path)) {
            var name = Sys.at(Sys.name(arena, place.name()));
            Sys.call(Syscall.MKDIRAT, path, place.directory(), name, mode);
        }
    }

    /// Makes a directory and those above it that are missing; links are followed inside the root,
    /// those that lead to nothing too: what they name is made.
    ///
    /// @return paths of those that were made, from the top
    public List<byte[]> mkdirs(byte[] path, int mode) throws ErrnoException {
        return new MissingDirectories(this, mode).make(path);
    }

    /// Makes a symbolic link; nobody looks whether the target exists.
    public void symlink(byte[] target, byte[] path) throws ErrnoException {
        try (var arena = Arena.ofConfined();
                var place = Place.of(fd, path)) {
            var text = Sys.at(Sys.name(arena, target));
            var name = Sys.at(Sys.name(arena, place.name()));
            Sys.call(Syscall.SYMLINKAT, path, text, place.directory(), name);
        }
    }

    /// Gives an object below this root a second name below it.
    public void link(byte[] existing, byte[] path) throws ErrnoException {
        try (var arena = Arena.ofConfined();
                var from = Place.of(fd, existing);
                var place = Place.of(fd, path)) {
            var old = Sys.at(Sys.name(arena, from.name()));
            var name = Sys.at(Sys.name(arena, place.name()));
            Sys.call(Syscall.LINKAT, path, from.directory(), old, place.directory(), name, 0);
        }
    }

    /// Makes a FIFO, socket, device or empty file.
    public void mknod(byte[] path, FileType type, int permissions, DeviceNumber device) throws ErrnoException {
        try (var arena = Arena.ofConfined();
                var place = Place.of(fd, path)) {
            var name = Sys.at(Sys.name(arena, place.name()));
            var mode = type.bits() | permissions;
            Sys.call(Syscall.MKNODAT, path, place.directory(), name, mode, device.encoded());
        }
    }

    /// Removes a name that is no directory.
    public void unlink(byte[] path) throws ErrnoException {
        remove(path, 0);
    }

    /// Removes an empty directory.
    public void rmdir(byte[] path) throws ErrnoException {
        remove(path, AT_REMOVEDIR);
    }

    private void remove(byte[] path, int flags) throws ErrnoException {
        try (var arena = Arena.ofConfined();
                var place = Place.of(fd, path)) {
            var name = Sys.at(Sys.name(arena, place.name()));
            Sys.call(Syscall.UNLINKAT, path, place.directory(), name, flags);
        }
    }

    /// Removes whatever has this name with all below it; links are not followed; nothing happens when there is none.
    public void removeTree(byte[] path) throws ErrnoException {
        try (var place = Place.of(fd, path)) {
            TreeRemoval.remove(place.directory(), place.name());
        } catch (ErrnoException e) {
            if (!e.is(Errno.ENOENT)) {
                throw e;
            }
        }
    }

    /// Renames into the same or another directory's tree, over what is there.
    public void rename(byte[] from, Dir to, byte[] path) throws ErrnoException {
        rename(from, to, path, 0);
    }

    /// As [#rename], EEXIST when the name is taken.
    public void renameNew(byte[] from, Dir to, byte[] path) throws ErrnoException {
        rename(from, to, path, RENAME_NOREPLACE);
    }

    private void rename(byte[] from, Dir to, byte[] path, int flags) throws ErrnoException {
        try (var arena = Arena.ofConfined();
                var source = Place.of(fd, from);
                var place = Place.of(to.fd, path)) {
            var old = Sys.at(Sys.name(arena, source.name()));
            var name = Sys.at(Sys.name(arena, place.name()));
            Sys.call(Syscall.RENAMEAT2, path, source.directory(), old, place.directory(), name, flags);
        }
    }

    @Override
    public void close() {
        fd.close();
    }
}
