package dev.conex.linux;

import dev.conex.linux.ffm.Libc;
import dev.conex.linux.ffm.Syscall;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;

/// Files in memory. See memfd_create(2).
public final class MemFd {
    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;
    private static final int MFD_EXEC = 0x10;
    private static final int F_ADD_SEALS = 1033;
    private static final int SEAL_SEAL_SHRINK_GROW_WRITE = 0xf;

    private MemFd() {}

    /// A new empty file that can be executed.
    public static Fd create(String name) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var text = Libc.cString(arena, name.getBytes(StandardCharsets.UTF_8));
            var flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
            var number = Sys.attempt(Syscall.MEMFD_CREATE, Sys.at(text), flags | MFD_EXEC);
            if (number == -Errno.EINVAL) { // before Linux 6.3 every one is executable, and the flag unknown
                number = Sys.attempt(Syscall.MEMFD_CREATE, Sys.at(text), flags);
            }
            return Fd.own((int) Sys.check(number, Syscall.MEMFD_CREATE.word(), name));
        }
    }

    /// A copy of these bytes that nobody can change any more: the program of one launch.
    ///
    /// Executed as `/proc/<our pid>/fd/N`.
    public static Fd sealed(String name, byte[] content) throws ErrnoException {
        var fd = create(name);
        try {
            fd.write(content);
            Sys.call(Syscall.FCNTL, name, fd.number(), F_ADD_SEALS, SEAL_SEAL_SHRINK_GROW_WRITE);
            return fd;
        } catch (ErrnoException e) {
            fd.close();
            throw e;
        }
    }
}
