package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/// One file system object and its attributes, by descriptor: no name is resolved, no link followed, and it can't be
/// exchanged under us.
///
/// @param fd any descriptor of it; O_PATH is enough, and the only one that a link, FIFO or device should have.
///     Closing the node closes it.
public record Node(Fd fd) implements AutoCloseable {
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int MAX_TARGET = 4096;
    private static final int USUAL_XATTR_LIST = 1024;
    private static final int MAX_XATTR_LIST = 65_536;
    private static final int MAX_XATTR_VALUE = 65_536;
    private static final int TIMESPEC_SIZE = 16;
    private static final long UTIME_OMIT = 0x3fff_fffe;

    /// Reads its attributes.
    public Stat stat() throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var memory = arena.allocate(Stat.LAYOUT);
            var empty = Sys.at(arena.allocate(1));
            Sys.call(Syscall.STATX, fd, fd.number(), empty, AT_EMPTY_PATH, STATX_BASIC_STATS, Sys.at(memory));
            return Stat.from(memory);
        }
    }

    /// Changes owner and group; the kernel clears set-id bits with it, so modes are set afterwards.
    public void chown(int uid, int gid) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var empty = Sys.at(arena.allocate(1));
            Sys.call(
                    Syscall.FCHOWNAT,
                    fd,
                    fd.number(),
                    empty,
                    Integer.toUnsignedLong(uid),
                    Integer.toUnsignedLong(gid),
                    AT_EMPTY_PATH);
        }
    }

    /// Sets the permissions, set-id bits included; a link has none.
    public void chmod(int permissions) throws ErrnoException {
        if (Sys.attempt(Syscall.FCHMOD, fd.number(), permissions) >= 0) {
            return;
        }
        try (var arena = Arena.ofConfined()) { // O_PATH is refused there
            var path = Sys.at(arena.allocateFrom(fd.procPath()));
            Sys.call(Syscall.FCHMODAT, fd, 0, path, permissions);
        }
    }

    /// Sets when it was last modified; the access time stays.
    public void touch(Instant modified) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var times = arena.allocate(2L * TIMESPEC_SIZE, Long.BYTES);
            times.set(ValueLayout.JAVA_LONG, Long.BYTES, UTIME_OMIT);
            times.set(ValueLayout.JAVA_LONG, TIMESPEC_SIZE, modified.getEpochSecond());
            times.set(ValueLayout.JAVA_LONG, TIMESPEC_SIZE + Long.BYTES, modified.getNano());
            var empty = Sys.at(arena.allocate(1));
            Sys.call(Syscall.UTIMENSAT, fd, fd.number(), empty, Sys.at(times), AT_EMPTY_PATH);
        }
    }

    /// What a symbolic link says.
    public byte[] target() throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var memory = arena.allocate(MAX_TARGET);
            var empty = Sys.at(arena.allocate(1));
            var n = Sys.call(Syscall.READLINKAT, fd, fd.number(), empty, Sys.at(memory), MAX_TARGET);
            return memory.asSlice(0, n).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /// Opens it anew for its content, as the same object whatever its name is by now; for plain files and directories.
    public Fd reopen(int flags) throws ErrnoException {
        return Fd.open(fd.procPath().getBytes(StandardCharsets.US_ASCII), flags, 0);
    }

    /// All extended attributes by name, sorted; names stand byte for byte as ISO 8859-1. Empty where the file system
    /// has
    /// none.
    public SortedMap<String, byte[]> xattrs() throws ErrnoException {
        var all = new TreeMap<String, byte[]>();
        try (var arena = Arena.ofConfined()) {
            var path = arena.allocateFrom(fd.procPath());
            var list = arena.allocate(USUAL_XATTR_LIST);
            var length = Sys.attempt(Syscall.LISTXATTR, Sys.at(path), Sys.at(list), USUAL_XATTR_LIST);
            if (length == -Errno.ERANGE) {
                list = arena.allocate(MAX_XATTR_LIST);
                length = Sys.attempt(Syscall.LISTXATTR, Sys.at(path), Sys.at(list), MAX_XATTR_LIST);
            }
            if (length == -Errno.EOPNOTSUPP) {
                return all;
            }
            Sys.check(length, "listxattr", fd);
            var value = arena.allocate(length == 0 ? 1 : MAX_XATTR_VALUE);
            for (var at = 0L; at < length; ) {
                var name = list.getString(at, StandardCharsets.ISO_8859_1);
                var n = Sys.attempt(Syscall.GETXATTR, Sys.at(path), Sys.at(list) + at, Sys.at(value), MAX_XATTR_VALUE);
                if (n != -Errno.ENODATA && n != -Errno.EOPNOTSUPP) { // gone meanwhile, or another module's
                    Sys.check(n, "getxattr " + name, fd);
                    all.put(name, value.asSlice(0, n).toArray(ValueLayout.JAVA_BYTE));
                }
                at += name.length() + 1;
            }
        }
        return all;
    }

    /// Sets one extended attribute, replacing an older value.
    public void setXattr(String name, byte[] content) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var path = Sys.at(arena.allocateFrom(fd.procPath()));
            var key = Sys.at(Sys.name(arena, name.getBytes(StandardCharsets.ISO_8859_1)));
            var value = arena.allocate(Math.max(content.length, 1));
            MemorySegment.copy(content, 0, value, ValueLayout.JAVA_BYTE, 0, content.length);
            Sys.call(Syscall.SETXATTR, fd + " " + name, path, key, Sys.at(value), content.length, 0);
        }
    }

    /// Removes one extended attribute.
    public void removeXattr(String name) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var path = Sys.at(arena.allocateFrom(fd.procPath()));
            var key = Sys.at(Sys.name(arena, name.getBytes(StandardCharsets.ISO_8859_1)));
            Sys.call(Syscall.REMOVEXATTR, fd + " " + name, path, key);
        }
    }

    @Override
    public void close() {
        fd.close();
    }
}
