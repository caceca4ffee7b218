package dev.conex.linux.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// The door to the kernel: libc's `syscall` with the error number captured.
///
/// A call holds the thread it runs on, a virtual thread's carrier too. So whatever may block (reads from
/// pipes, `epoll_pwait`, `waitid` without WNOHANG) belongs on a named platform thread.
public final class Libc {
    private static final int EINTR = 4;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            SYMBOLS.findOrThrow("syscall"),
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG),
            Linker.Option.firstVariadicArg(1),
            Linker.Option.captureCallState("errno"));

    private Libc() {}

    /// Makes a system call, again when a signal interrupted it.
    ///
    /// @param arguments up to six; a missing one is 0
    /// @return what the kernel returned, or the negative error number
    public static long syscall(Syscall call, long... arguments) {
        var a = arguments.length == 6 ? arguments : Arrays.copyOf(arguments, 6);
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(CAPTURED);
            long result;
            do {
                result = once(state, call.number(), a);
            } while (result == -EINTR);
            return result;
        }
    }

    private static long once(MemorySegment state, int number, long[] a) {
        try {
            var result = (long) SYSCALL.invokeExact(state, (long) number, a[0], a[1], a[2], a[3], a[4], a[5]);
            return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
        } catch (Throwable e) {
            throw new AssertionError("a downcall does not throw", e);
        }
    }

    /// A handle for another function of libc, null-free: absent functions throw.
    public static MethodHandle function(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(SYMBOLS.findOrThrow(name), descriptor);
    }

    /// A NUL-terminated copy of a byte string, which must not contain one.
    public static MemorySegment cString(Arena arena, byte[] bytes) {
        for (var b : bytes) {
            if (b == 0) {
                throw new IllegalArgumentException("a string for the kernel contains a NUL");
            }
        }
        var segment = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return segment;
    }
}
