package dev.conex.linux.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// libnftables(3), loaded when first asked for. Absent libraries are told by [#available].
public final class LibNftables {
    private static final String LIBRARY = "libnftables.so.1";
    private static final long OUTPUT_MAX = 64L << 20;
    private static final Optional<SymbolLookup> SYMBOLS = load();
    private static final Optional<Functions> FUNCTIONS = SYMBOLS.map(LibNftables::bind);

    private LibNftables() {}

    private record Functions(
            MethodHandle create,
            MethodHandle free,
            MethodHandle bufferOutput,
            MethodHandle bufferError,
            MethodHandle output,
            MethodHandle error,
            MethodHandle run) {}

    private static Optional<SymbolLookup> load() {
        try {
            return Optional.of(SymbolLookup.libraryLookup(LIBRARY, Arena.global()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Functions bind(SymbolLookup symbols) {
        return new Functions(
                handle(symbols, "nft_ctx_new", FunctionDescriptor.of(ADDRESS, JAVA_INT)),
                handle(symbols, "nft_ctx_free", FunctionDescriptor.ofVoid(ADDRESS)),
                handle(symbols, "nft_ctx_buffer_output", FunctionDescriptor.of(JAVA_INT, ADDRESS)),
                handle(symbols, "nft_ctx_buffer_error", FunctionDescriptor.of(JAVA_INT, ADDRESS)),
                handle(symbols, "nft_ctx_get_output_buffer", FunctionDescriptor.of(ADDRESS, ADDRESS)),
                handle(symbols, "nft_ctx_get_error_buffer", FunctionDescriptor.of(ADDRESS, ADDRESS)),
                handle(symbols, "nft_run_cmd_from_buffer", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS)));
    }

    private static MethodHandle handle(SymbolLookup symbols, String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), descriptor);
    }

    private static Functions functions() {
        return FUNCTIONS.orElseThrow(() -> new IllegalStateException(LIBRARY + " isn't there"));
    }

    /// Whether the library could be loaded.
    public static boolean available() {
        return FUNCTIONS.isPresent();
    }

    /// A context of the calling thread's network namespace that keeps what it would print; NULL if there is none.
    public static MemorySegment open() {
        try {
            var context = (MemorySegment) functions().create.invokeExact(0);
            if (!context.equals(MemorySegment.NULL)) {
                var _ = (int) functions().bufferOutput.invokeExact(context);
                var _ = (int) functions().bufferError.invokeExact(context);
            }
            return context;
        } catch (Throwable e) {
            throw new AssertionError("a downcall does not throw", e);
        }
    }

    /// Runs a buffer; 0 is success.
    public static int run(MemorySegment context, MemorySegment commands) {
        try {
            return (int) functions().run.invokeExact(context, commands);
        } catch (Throwable e) {
            throw new AssertionError("a downcall does not throw", e);
        }
    }

    /// What the last run printed.
    public static String output(MemorySegment context) {
        return text(functions().output, context);
    }

    /// What the last run complained about.
    public static String errors(MemorySegment context) {
        return text(functions().error, context);
    }

    private static String text(MethodHandle buffer, MemorySegment context) {
        try {
            var text = (MemorySegment) buffer.invokeExact(context);
            return text.equals(MemorySegment.NULL)
                    ? ""
                    : text.reinterpret(OUTPUT_MAX).getString(0, StandardCharsets.UTF_8);
        } catch (Throwable e) {
            throw new AssertionError("a downcall does not throw", e);
        }
    }

    /// Frees the context.
    public static void close(MemorySegment context) {
        try {
            functions().free.invokeExact(context);
        } catch (Throwable e) {
            throw new AssertionError("a downcall does not throw", e);
        }
    }
}
