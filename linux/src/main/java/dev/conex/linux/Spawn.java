package dev.conex.linux;

import dev.conex.linux.ffm.PosixSpawn;
import dev.conex.linux.ffm.Syscall;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A program to start by posix_spawn(3), which copies nothing of the JVM.
///
/// The child leads its own session, blocks and ignores no signal, and holds the given descriptors only: whatever else
/// this process has open, by the JDK too, is closed. Of 0, 1 and 2 those not given are `/dev/null`.
///
/// @param program its path; `/proc/<our pid>/fd/N` for one in memory, never `/proc/self`
/// @param arguments as byte strings, the first is the name it sees
/// @param environment `NAME=value`, nothing is added
/// @param descriptors number in the child → descriptor of ours; borrowed during [#start()]
/// @param directory its working directory, else ours
public record Spawn(
        Path program,
        List<byte[]> arguments,
        List<byte[]> environment,
        SortedMap<Integer, Fd> descriptors,
        Optional<Fd> directory) {

    /// Numbers in the child stay below; ours are lifted to or above it, so that no copy overwrites a source.
    public static final int MAX_DESCRIPTOR = 64;

    private static final int STANDARD = 3;
    private static final int SIGKILL = 9;
    private static final int P_PID = 1;
    private static final int WEXITED = 4;

    public Spawn {
        for (var target : descriptors.keySet()) {
            if (target < 0 || target >= MAX_DESCRIPTOR) {
                throw new IllegalArgumentException("descriptor number %d of a child".formatted(target));
            }
        }
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        descriptors = new TreeMap<>(descriptors);
    }

    /// A program with text arguments, an empty environment and these descriptors.
    public static Spawn of(Path program, List<String> arguments, Map<Integer, Fd> descriptors) {
        return new Spawn(
                program,
                arguments.stream().map(Spawn::bytes).toList(),
                List.of(),
                new TreeMap<>(descriptors),
                Optional.empty());
    }

    /// Starts it.
    ///
    /// @throws ErrnoException when it can't be executed
    public Child start() throws ErrnoException {
        var lifted = new ArrayList<Fd>();
        try (var spawn = new PosixSpawn()) {
            place(spawn, lifted);
            var code = spawn.spawn(bytes(program.toString()), arguments, environment);
            return held((int) Sys.check(code, "posix_spawn", program));
        } finally {
            lifted.forEach(Fd::close);
        }
    }

    /// A child that we can't hold must not run unseen.
    private static Child held(int pid) throws ErrnoException {
        try {
            return new Child(pid, Pidfd.open(pid));
        } catch (ErrnoException e) {
            var _ = Sys.attempt(Syscall.KILL, pid, SIGKILL);
            var _ = Sys.attempt(Syscall.WAITID, P_PID, pid, 0, WEXITED);
            throw e;
        }
    }

    private void place(PosixSpawn spawn, List<Fd> lifted) throws ErrnoException {
        var above = descriptors.isEmpty() ? STANDARD : Math.max(STANDARD, descriptors.lastKey() + 1);
        if (directory.isPresent()) {
            spawn.changeDirectory(lift(directory.get(), lifted));
        }
        var nothing = (Fd) null;
        for (var target = 0; target < above; target++) {
            var source = descriptors.get(target);
            if (source != null) {
                spawn.dup2(lift(source, lifted), target);
            } else if (target < STANDARD) {
                if (nothing == null) {
                    nothing = openNothing(lifted);
                }
                spawn.dup2(nothing.number(), target);
            } else {
                spawn.close(target);
            }
        }
        spawn.closeFrom(above);
    }

    private static int lift(Fd source, List<Fd> lifted) throws ErrnoException {
        var high = source.dupAtLeast(MAX_DESCRIPTOR);
        lifted.add(high);
        return high.number();
    }

    private static Fd openNothing(List<Fd> lifted) throws ErrnoException {
        try (var nothing = Fd.open(Path.of("/dev/null"), OpenFlags.READ_WRITE, 0)) {
            var high = nothing.dupAtLeast(MAX_DESCRIPTOR);
            lifted.add(high);
            return high;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
