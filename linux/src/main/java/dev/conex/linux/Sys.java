package dev.conex.linux;

import dev.conex.linux.ffm.Libc;
import dev.conex.linux.ffm.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// The one helper by which this package makes system calls: a refused call becomes an [ErrnoException].
///
/// Low level: addresses go in as numbers and are not checked. The caller keeps the memory alive during the call.
final class Sys {
    private static final int MAX_NAME = 4096;

    private Sys() {}

    /// Makes a call and returns its result.
    ///
    /// @param subject what it is tried on: text, a byte string (quoted), a [Fd] or anything with a `toString`;
    ///     put into words only when the call fails
    /// @param arguments up to six
    static long call(Syscall call, Object subject, long... arguments) throws ErrnoException {
        var result = Libc.syscall(call, arguments);
        if (result < 0) {
            throw new ErrnoException(call.word(), words(subject), (int) -result);
        }
        return result;
    }

    /// Makes a call of which some errors are expected.
    ///
    /// @return the result, or the negative error number
    static long attempt(Syscall call, long... arguments) {
        return Libc.syscall(call, arguments);
    }

    /// Throws for a negative error number, passes everything else.
    static long check(long result, String call, Object subject) throws ErrnoException {
        if (result < 0) {
            throw new ErrnoException(call, words(subject), (int) -result);
        }
        return result;
    }

    /// The address of a segment, as an argument.
    static long at(MemorySegment segment) {
        return segment.address();
    }

    /// A NUL-terminated copy of a foreign name.
    ///
    /// @throws ErrnoException EINVAL when it contains a NUL, which would cut it
    static MemorySegment name(Arena arena, byte[] name) throws ErrnoException {
        try {
            return Libc.cString(arena, name);
        } catch (IllegalArgumentException e) {
            throw new ErrnoException("name", quoted(name), Errno.EINVAL);
        }
    }

    private static String words(Object subject) {
        return switch (subject) {
            case byte[] name -> quoted(name);
            case Fd fd when fd.isOpen() -> nameOf(fd.number());
            default -> subject.toString();
        };
    }

    /// What a descriptor is, as `/proc` tells.
    private static String nameOf(int number) {
        try (var arena = Arena.ofConfined()) {
            var link = arena.allocateFrom("/proc/self/fd/" + number);
            var text = arena.allocate(MAX_NAME);
            var length = Libc.syscall(Syscall.READLINKAT, 0, at(link), at(text), MAX_NAME);
            return length < 0
                    ? "descriptor " + number
                    : quoted(text.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    /// A byte string as people read it; bytes that are no text stand as `\xNN`.
    static String quoted(byte[] name) {
        var text = new StringBuilder("\"");
        for (var c : new String(name, StandardCharsets.ISO_8859_1).toCharArray()) {
            if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
                text.append("\\x%02x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }
}
