package dev.conex.linux;

import dev.conex.linux.ffm.Buffers;
import dev.conex.linux.ffm.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Names in a directory, by getdents64(2).
final class DirectoryList {
    private static final int RECORD_LENGTH = 16;
    private static final int NAME = 19;
    private static final byte[] HERE = {'.'};
    private static final byte[] ABOVE = {'.', '.'};

    private DirectoryList() {}

    /// All names, sorted by unsigned bytes.
    static List<byte[]> names(Fd directory) throws ErrnoException {
        var names = new ArrayList<byte[]>();
        try (var fresh = open(directory.number(), HERE)) {
            while (readMore(fresh, names)) {}
        }
        names.sort(Arrays::compareUnsigned);
        return names;
    }

    /// Opens a directory below another by one name, never through a link.
    static Fd open(int parent, byte[] name) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var flags = OpenFlags.DIRECTORY | OpenFlags.NO_FOLLOW | OpenFlags.CLOSE_ON_EXEC;
            return Fd.own((int) Sys.call(Syscall.OPENAT, name, parent, Sys.at(Sys.name(arena, name)), flags, 0));
        }
    }

    /// Reads on from where the descriptor stands.
    ///
    /// @return false at the end
    static boolean readMore(Fd directory, List<byte[]> names) throws ErrnoException {
        var buffer = Buffers.take();
        try {
            var length = Sys.call(Syscall.GETDENTS64, directory, directory.number(), Sys.at(buffer), Buffers.SIZE);
            for (var at = 0L; at < length; ) {
                var name =
                        buffer.getString(at + NAME, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
                if (!Arrays.equals(name, HERE) && !Arrays.equals(name, ABOVE)) {
                    names.add(name);
                }
                at += Short.toUnsignedInt(buffer.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + RECORD_LENGTH));
            }
            return length > 0;
        } finally {
            Buffers.giveBack(buffer);
        }
    }
}
