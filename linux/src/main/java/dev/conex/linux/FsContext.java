package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A file system being configured. See fsopen(2).
///
/// What the kernel says about a refused step (`overlay: too many lower directories`) goes into the exception.
final class FsContext implements AutoCloseable {
    private static final int CLOEXEC = 1;
    private static final int SET_FLAG = 0;
    private static final int SET_STRING = 1;
    private static final int SET_FD = 5;
    private static final int CREATE = 6;
    private static final int MAX_MESSAGES = 8;
    private static final int MESSAGE_SIZE = 1024;

    private final Fd fd;
    private final String type;

    private FsContext(Fd fd, String type) {
        this.fd = fd;
        this.type = type;
    }

    static FsContext open(String type) throws ErrnoException {
        try (var arena = Arena.ofConfined()) {
            var name = Sys.at(arena.allocateFrom(type));
            return new FsContext(Fd.own((int) Sys.call(Syscall.FSOPEN, type, name, CLOEXEC)), type);
        }
    }

    void flag(String key) throws ErrnoException {
        check(configure(SET_FLAG, key, "", 0), key);
    }

    void string(String key, String value) throws ErrnoException {
        check(configure(SET_STRING, key, value, 0), key + "=" + value);
    }

    /// A directory by descriptor (Linux 6.13), below that through its name in `/proc`.
    void directory(String key, Fd directory) throws ErrnoException {
        var result = configure(SET_FD, key, "", directory.number());
        if (result == -Errno.EINVAL || result == -Errno.EBADF) {
            var refused = messages();
            result = configure(SET_STRING, key, directory.procPath(), 0);
            if (result < 0 && !refused.isEmpty()) {
                throw refused(result, key, refused);
            }
        }
        check(result, key);
    }

    /// Makes the mount, detached.
    Mount mount(Collection<MountFlag> flags) throws ErrnoException {
        check(configure(CREATE, "", "", 0), "create");
        var result = Sys.attempt(Syscall.FSMOUNT, fd.number(), CLOEXEC, MountFlag.bits(flags));
        check(result, "mount");
        return new Mount(Fd.own((int) result), type);
    }

    private long configure(int command, String key, String value, int auxiliary) {
        try (var arena = Arena.ofConfined()) {
            var name = key.isEmpty() ? MemorySegment.NULL : arena.allocateFrom(key);
            var text = value.isEmpty() && command != SET_STRING ? MemorySegment.NULL : arena.allocateFrom(value);
            return Sys.attempt(Syscall.FSCONFIG, fd.number(), command, Sys.at(name), Sys.at(text), auxiliary);
        }
    }

    private void check(long result, String step) throws ErrnoException {
        if (result < 0) {
            throw refused(result, step, messages());
        }
    }

    private ErrnoException refused(long result, String step, List<String> said) {
        var reason = said.isEmpty() ? "" : " [" + String.join("; ", said) + "]";
        return new ErrnoException("mount", "%s, %s%s".formatted(type, step, reason), (int) -result);
    }

    private List<String> messages() {
        var messages = new ArrayList<String>();
        var buffer = new byte[MESSAGE_SIZE];
        try {
            while (messages.size() < MAX_MESSAGES) {
                var n = fd.read(buffer, 0, buffer.length);
                // "e overlay: text": the first letter is the level
                var text = new String(buffer, 0, n, StandardCharsets.UTF_8).strip();
                messages.add(text.length() > 2 && text.charAt(1) == ' ' ? text.substring(2) : text);
            }
        } catch (ErrnoException e) {
            // ENODATA: that was all
        }
        return messages;
    }

    @Override
    public void close() {
        fd.close();
    }
}
