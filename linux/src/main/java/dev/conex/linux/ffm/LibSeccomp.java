package dev.conex.linux.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// The seven functions of libseccomp (2.5 on) that compile a filter. Loaded when first needed.
public final class LibSeccomp {
    /// `struct scmp_arg_cmp`
    public static final StructLayout COMPARISON = MemoryLayout.structLayout(
            JAVA_INT.withName("arg"), JAVA_INT.withName("op"), JAVA_LONG.withName("a"), JAVA_LONG.withName("b"));

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = SymbolLookup.libraryLookup("libseccomp.so.2", Arena.global());

    private static final MethodHandle INIT = handle("seccomp_init", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    private static final MethodHandle RELEASE = handle("seccomp_release", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle ATTRIBUTE =
            handle("seccomp_attr_set", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle ARCH_ADD =
            handle("seccomp_arch_add", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RESOLVE =
            handle("seccomp_syscall_resolve_name", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle RULE = handle(
            "seccomp_rule_add_array", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle EXPORT =
            handle("seccomp_export_bpf", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

    private LibSeccomp() {}

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LIBRARY.findOrThrow(name), descriptor);
    }

    public static MemorySegment init(int defaultAction) {
        return (MemorySegment) call(() -> (MemorySegment) INIT.invokeExact(defaultAction));
    }

    public static void release(MemorySegment filter) {
        call(() -> {
            RELEASE.invokeExact(filter);
            return 0;
        });
    }

    public static int attribute(MemorySegment filter, int attribute, int value) {
        return (int) call(() -> (int) ATTRIBUTE.invokeExact(filter, attribute, value));
    }

    public static int addArch(MemorySegment filter, int token) {
        return (int) call(() -> (int) ARCH_ADD.invokeExact(filter, token));
    }

    /// The number of a call, a negative stand-in when this processor lacks it, -1 when nobody knows it.
    public static int resolve(MemorySegment name) {
        return (int) call(() -> (int) RESOLVE.invokeExact(name));
    }

    public static int rule(MemorySegment filter, int action, int number, int count, MemorySegment comparisons) {
        return (int) call(() -> (int) RULE.invokeExact(filter, action, number, count, comparisons));
    }

    public static int export(MemorySegment filter, int descriptor) {
        return (int) call(() -> (int) EXPORT.invokeExact(filter, descriptor));
    }

    private interface Downcall {
        Object invoke() throws Throwable;
    }

    private static Object call(Downcall call) {
        try {
            return call.invoke();
        } catch (Throwable e) {
            throw new AssertionError("a downcall does not throw", e);
        }
    }
}
