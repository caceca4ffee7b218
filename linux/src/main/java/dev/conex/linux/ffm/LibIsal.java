package dev.conex.linux.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// Intel's libisal.so.2 (2.30 and later), which works on both processors: the five functions for gzip.
///
/// Its two structures are large and mostly private, so they are reserved generously here and reached by the offsets of
/// their public fields in `igzip_lib.h`; whoever uses them tries a round trip first.
public final class LibIsal {
    /// `struct inflate_state` (87,368 bytes).
    public static final int INFLATE_STATE_SIZE = 128 * 1024;

    public static final long INFLATE_NEXT_OUT = 0;
    public static final long INFLATE_AVAIL_OUT = 8;
    public static final long INFLATE_NEXT_IN = 16;
    public static final long INFLATE_AVAIL_IN = 32;
    public static final long INFLATE_BLOCK_STATE = 21_160;
    public static final long INFLATE_CRC_FLAG = 21_172;
    /// ISAL_BLOCK_FINISH: a member and its trailer were read, and are right.
    public static final int BLOCK_FINISH = 5;
    /// ISAL_GZIP: with header and trailer.
    public static final int GZIP = 1;

    /// `struct isal_zstream` (82,384 bytes).
    public static final int DEFLATE_STATE_SIZE = 128 * 1024;

    public static final long DEFLATE_NEXT_IN = 0;
    public static final long DEFLATE_AVAIL_IN = 8;
    public static final long DEFLATE_NEXT_OUT = 16;
    public static final long DEFLATE_AVAIL_OUT = 24;
    public static final long DEFLATE_LEVEL = 40;
    public static final long DEFLATE_LEVEL_BUFFER_SIZE = 44;
    public static final long DEFLATE_LEVEL_BUFFER = 48;
    public static final long DEFLATE_END_OF_STREAM = 56;
    public static final long DEFLATE_GZIP_FLAG = 60;
    public static final long DEFLATE_STATE = 84;
    /// ZSTATE_END: the trailer is written.
    public static final int STATE_END = 11;
    /// The level that we use, and ISAL_DEF_LVL3_DEFAULT, what it needs.
    public static final int LEVEL = 3;

    public static final int LEVEL_BUFFER_SIZE = 348_160;

    private final MethodHandle inflateInit;
    private final MethodHandle inflateReset;
    private final MethodHandle inflate;
    private final MethodHandle deflateInit;
    private final MethodHandle deflate;

    private LibIsal(SymbolLookup library) {
        var init = FunctionDescriptor.ofVoid(ADDRESS);
        var step = FunctionDescriptor.of(JAVA_INT, ADDRESS);
        inflateInit = handle(library, "isal_inflate_init", init);
        inflateReset = handle(library, "isal_inflate_reset", init);
        inflate = handle(library, "isal_inflate", step);
        deflateInit = handle(library, "isal_deflate_init", init);
        deflate = handle(library, "isal_deflate", step);
    }

    /// Loads it.
    ///
    /// @throws IllegalArgumentException when it is not installed
    public static LibIsal load() {
        return new LibIsal(SymbolLookup.libraryLookup("libisal.so.2", Arena.global()));
    }

    private static MethodHandle handle(SymbolLookup library, String name, FunctionDescriptor descriptor) {
        var address = library.find(name).orElseThrow(() -> new IllegalArgumentException("libisal lacks " + name));
        return Linker.nativeLinker().downcallHandle(address, descriptor);
    }

    public void inflateInit(MemorySegment state) {
        run(() -> {
            inflateInit.invokeExact(state);
        });
    }

    /// Ready for another member; where input and output stand is kept.
    public void inflateReset(MemorySegment state) {
        run(() -> {
            inflateReset.invokeExact(state);
        });
    }

    /// @return negative when the input is damaged
    public int inflate(MemorySegment state) {
        return ask(() -> (int) inflate.invokeExact(state));
    }

    public void deflateInit(MemorySegment stream) {
        run(() -> {
            deflateInit.invokeExact(stream);
        });
    }

    /// @return negative when it was set up wrongly
    public int deflate(MemorySegment stream) {
        return ask(() -> (int) deflate.invokeExact(stream));
    }

    private interface Step {
        void run() throws Throwable;
    }

    private interface Question {
        int ask() throws Throwable;
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (Throwable e) {
            throw new AssertionError("a downcall does not throw", e);
        }
    }

    private static int ask(Question question) {
        try {
            return question.ask();
        } catch (Throwable e) {
            throw new AssertionError("a downcall does not throw", e);
        }
    }
}
