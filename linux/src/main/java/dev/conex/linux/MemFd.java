package dev.conex.linux;

import dev.conex.linux.ffm.Libc;
import dev.conex.linux.ffm.Syscall;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Files in memory. See memfd_create(2).
public final class MemFd {
    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;
    private static final int MFD_EXEC = 0x10;
    private static final int O_TMPFILE = 0x40_0000 | OpenFlags.DIRECTORY;
    private static final int READ_AND_EXECUTE = 0500;
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
    /// Executed as `/proc/<our pid>/fd/N`. Where the host forbids executing memory (`vm.memfd_noexec=2`) it is a
    /// file without a name on the disk.
    public static Fd sealed(String name, byte[] content) throws ErrnoException {
        Fd fd;
        try {
            fd = create(name);
        } catch (ErrnoException e) {
            if (e.is(Errno.EACCES)) {
                return unnamed(Path.of("/var/tmp"), content);
            }
            throw e;
        }
        try {
            fd.write(content);
            Sys.call(Syscall.FCNTL, name, fd.number(), F_ADD_SEALS, SEAL_SEAL_SHRINK_GROW_WRITE);
            return fd;
        } catch (ErrnoException e) {
            fd.close();
            throw e;
        }
    }

    /// A read-only descriptor of a file that no directory shows.
    static Fd unnamed(Path directory, byte[] content) throws ErrnoException {
        try (var file = Fd.open(directory, O_TMPFILE | OpenFlags.READ_WRITE, READ_AND_EXECUTE)) {
            file.write(content);
            return new Node(file).reopen(OpenFlags.READ_ONLY); // while it is open for writing it can't be executed
        }
    }
}
