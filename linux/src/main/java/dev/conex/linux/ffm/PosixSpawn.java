package dev.conex.linux.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/// libc's posix_spawn(3) and its two opaque arguments. Needs glibc 2.34 (addclosefrom_np).
public final class PosixSpawn implements AutoCloseable {
    private static final short SETSIGDEF = 0x04;
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = 0x80;
    private static final int SIGSET_SIZE = 128;
    private static final int SIGNALS_SIZE = 8;
    /// Larger than glibc's `posix_spawnattr_t` (336) and `posix_spawn_file_actions_t` (80).
    private static final int OPAQUE_SIZE = 512;

    private static final MethodHandle SPAWN =
            handle("posix_spawn", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle ACTIONS_INIT = handle("posix_spawn_file_actions_init", ADDRESS);
    private static final MethodHandle ACTIONS_DESTROY = handle("posix_spawn_file_actions_destroy", ADDRESS);
    private static final MethodHandle ADD_DUP2 =
            handle("posix_spawn_file_actions_adddup2", ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle ADD_CLOSE = handle("posix_spawn_file_actions_addclose", ADDRESS, JAVA_INT);
    private static final MethodHandle ADD_CLOSEFROM =
            handle("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);
    private static final MethodHandle ADD_FCHDIR = handle("posix_spawn_file_actions_addfchdir_np", ADDRESS, JAVA_INT);
    private static final MethodHandle ATTR_INIT = handle("posix_spawnattr_init", ADDRESS);
    private static final MethodHandle ATTR_DESTROY = handle("posix_spawnattr_destroy", ADDRESS);
    private static final MethodHandle SET_FLAGS = handle("posix_spawnattr_setflags", ADDRESS, JAVA_SHORT);
    private static final MethodHandle SET_MASK = handle("posix_spawnattr_setsigmask", ADDRESS, ADDRESS);
    private static final MethodHandle SET_DEFAULT = handle("posix_spawnattr_setsigdefault", ADDRESS, ADDRESS);

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment actions = arena.allocate(OPAQUE_SIZE, 16);
    private final MemorySegment attributes = arena.allocate(OPAQUE_SIZE, 16);

    /// Prepares a spawn whose child blocks and ignores no signal and leads a session of its own.
    public PosixSpawn() {
        var none = arena.allocate(SIGSET_SIZE, 8);
        var all = arena.allocate(SIGSET_SIZE, 8);
        all.asSlice(0, SIGNALS_SIZE).fill((byte) 0xff);
        must(invoke(() -> (int) ACTIONS_INIT.invokeExact(actions)));
        must(invoke(() -> (int) ATTR_INIT.invokeExact(attributes)));
        must(invoke(() -> (int) SET_FLAGS.invokeExact(attributes, (short) (SETSIGDEF | SETSIGMASK | SETSID))));
        must(invoke(() -> (int) SET_MASK.invokeExact(attributes, none)));
        must(invoke(() -> (int) SET_DEFAULT.invokeExact(attributes, all)));
    }

    /// In the child: `to` becomes a copy of `from`.
    public void dup2(int from, int to) {
        must(invoke(() -> (int) ADD_DUP2.invokeExact(actions, from, to)));
    }

    /// In the child: closes one number, which may be closed already.
    public void close(int number) {
        must(invoke(() -> (int) ADD_CLOSE.invokeExact(actions, number)));
    }

    /// In the child: closes every descriptor from this number on.
    public void closeFrom(int lowest) {
        must(invoke(() -> (int) ADD_CLOSEFROM.invokeExact(actions, lowest)));
    }

    /// In the child: makes a directory the working directory.
    public void changeDirectory(int directory) {
        must(invoke(() -> (int) ADD_FCHDIR.invokeExact(actions, directory)));
    }

    /// Spawns.
    ///
    /// @return the pid, or the negative error number
    public int spawn(byte[] program, List<byte[]> arguments, List<byte[]> environment) {
        var pid = arena.allocate(JAVA_INT);
        var path = Libc.cString(arena, program);
        var argv = vector(arguments);
        var envp = vector(environment);
        var error = invoke(() -> (int) SPAWN.invokeExact(pid, path, actions, attributes, argv, envp));
        return error == 0 ? pid.get(JAVA_INT, 0) : -error;
    }

    private MemorySegment vector(List<byte[]> strings) {
        var vector = arena.allocate(ADDRESS, strings.size() + 1L);
        for (var i = 0; i < strings.size(); i++) {
            vector.setAtIndex(ADDRESS, i, Libc.cString(arena, strings.get(i)));
        }
        return vector;
    }

    @Override
    public void close() {
        must(invoke(() -> (int) ACTIONS_DESTROY.invokeExact(actions)));
        must(invoke(() -> (int) ATTR_DESTROY.invokeExact(attributes)));
        arena.close();
    }

    private static MethodHandle handle(String name, ValueLayout... arguments) {
        return Libc.function(name, FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private interface Downcall {
        int invoke() throws Throwable;
    }

    private static int invoke(Downcall call) {
        try {
            return call.invoke();
        } catch (Throwable e) {
            throw new AssertionError("a downcall does not throw", e);
        }
    }

    private static void must(int error) {
        if (error != 0) {
            throw new IllegalStateException("libc refuses to prepare a spawn: error " + error);
        }
    }
}
