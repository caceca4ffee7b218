package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/// How full a file system is. See statfs(2).
///
/// @param magic which kind it is, as statfs(2) lists them
/// @param available what we may still use, in bytes
public record FsSpace(long magic, long total, long free, long available, long inodes, long inodesFree) {
    public static final long OVERLAY = 0x794c_7630;
    public static final long TMPFS = 0x0102_1994;

    private static final int SIZE = 120;
    private static final int BLOCK_SIZE = 8;
    private static final int BLOCKS = 16;
    private static final int FREE = 24;
    private static final int AVAILABLE = 32;
    private static final int INODES = 40;
    private static final int INODES_FREE = 48;

    /// Of the file system that this lies in.
    public static FsSpace of(Fd fd) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var s = arena.allocate(SIZE, Long.BYTES);
            Sys.call(Syscall.FSTATFS, fd, fd.number(), Sys.at(s));
            var block = s.get(ValueLayout.JAVA_LONG, BLOCK_SIZE);
            return new FsSpace(
                    s.get(ValueLayout.JAVA_LONG, 0),
                    s.get(ValueLayout.JAVA_LONG, BLOCKS) * block,
                    s.get(ValueLayout.JAVA_LONG, FREE) * block,
                    s.get(ValueLayout.JAVA_LONG, AVAILABLE) * block,
                    s.get(ValueLayout.JAVA_LONG, INODES),
                    s.get(ValueLayout.JAVA_LONG, INODES_FREE));
        }
    }
}
