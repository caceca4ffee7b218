package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;

/// openat2(2) with a directory as root: `..` ends there, absolute names and links start there, magic links are refused.
final class Resolve {
    private static final int HOW_SIZE = 24;
    private static final int HOW_MODE = 8;
    private static final int HOW_RESOLVE = 16;
    private static final long NO_MAGIC_LINKS = 0x2;
    private static final long IN_ROOT = 0x10;
    /// The kernel asks for another try when something was renamed meanwhile; a container can do that for ever.
    private static final int MAX_TRIES = 128;
    private static final int CREATING = OpenFlags.CREATE;

    private Resolve() {}

    static Fd in(Fd root, byte[] path, int flags, int mode) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var how = arena.allocate(HOW_SIZE, Long.BYTES);
            how.set(ValueLayout.JAVA_LONG, 0, Integer.toUnsignedLong(flags | OpenFlags.CLOSE_ON_EXEC));
            how.set(ValueLayout.JAVA_LONG, HOW_MODE, (flags & CREATING) == 0 ? 0 : mode);
            how.set(ValueLayout.JAVA_LONG, HOW_RESOLVE, IN_ROOT | NO_MAGIC_LINKS);
            var name = Sys.at(Sys.name(arena, path));
            var result = -(long) Errno.EAGAIN;
            for (var i = 0; i < MAX_TRIES && result == -Errno.EAGAIN; i++) {
                result = Sys.attempt(Syscall.OPENAT2, root.number(), name, Sys.at(how), HOW_SIZE);
            }
            return Fd.own((int) Sys.check(result, Syscall.OPENAT2.word(), path));
        }
    }
}
