package dev.conex.runtime;

import dev.conex.linux.Child;
import dev.conex.linux.Fd;
import dev.conex.linux.MemFd;
import dev.conex.linux.Pipe;
import dev.conex.linux.Spawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Starts shims, and keeps a few started ones: some whose child is cloned already, with the namespaces that most
/// containers
/// have, and one that has no plan at all. Each gets a fresh sealed copy of the program, and is used once.
final class Shims implements AutoCloseable {
    private static final String NAME = "conex-shim";
    private static final byte[] NOTHING = {};

    private final byte[] program;
    private final List<Pool> pools = List.of(new Pool(usual(), 2), new Pool(NOTHING, 1));
    private boolean filling;
    private boolean closed;

    /// Shims that were given the same first part.
    private static final class Pool {
        private final byte[] first;
        private final int wanted;
        private final Deque<Waiting> prepared = new ArrayDeque<>();

        private Pool(byte[] first, int wanted) {
            this.first = first;
            this.wanted = wanted;
        }
    }

    /// A shim that waits for the rest of its plan.
    ///
    /// @param plan write end
    /// @param status read end
    record Waiting(Child shim, Fd plan, Fd status) implements AutoCloseable {
        /// A shim whose plan never comes ends by itself, and its child with it.
        @Override
        public void close() {
            plan.close();
            status.close();
            Reaper.reap(shim);
        }
    }

    private Shims(byte[] program) {
        this.program = program;
    }

    static Shims of(Path binary) throws IOException {
        return new Shims(Files.readAllBytes(binary));
    }

    /// The first part of a plan with all namespaces private.
    private static byte[] usual() {
        long flags = Clone.PID.flag() | Clone.NET.flag() | Clone.IPC.flag() | Clone.UTS.flag();
        Step clone = new Step(Op.CLONE, flags, 0, 0, Step.Payload.NONE, "");
        try {
            return PlanEncoder.encode(
                            new LaunchPlan(List.of(), List.of(clone), List.of()), new int[0], (_, _) -> NOTHING)
                    .toClone();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// A shim that has been given the first part of its plan.
    Waiting take(byte[] first) throws IOException {
        Waiting ready = prepared(first);
        if (ready != null) {
            return ready;
        }
        Waiting bare = prepared(NOTHING);
        return give(bare == null ? spawn() : bare, first);
    }

    private synchronized @Nullable Waiting prepared(byte[] first) throws IOException {
        Waiting found = null;
        for (Pool pool : pools) {
            if (Arrays.equals(pool.first, first)) {
                found = living(pool);
            }
        }
        if (!filling && !closed) {
            filling = true;
            Thread.ofVirtual().name("shim-pool").start(this::fill);
        }
        return found;
    }

    /// Somebody may have killed one while it waited.
    private static @Nullable Waiting living(Pool pool) throws IOException {
        for (Waiting shim = pool.prepared.poll(); shim != null; shim = pool.prepared.poll()) {
            if (!shim.shim().pidfd().hasEnded()) {
                return shim;
            }
            shim.close();
        }
        return null;
    }

    private static Waiting give(Waiting shim, byte[] first) throws IOException {
        try {
            shim.plan().write(first); // small: it fits into the pipe
            return shim;
        } catch (IOException e) {
            shim.close();
            throw e;
        }
    }

    private void fill() {
        try {
            for (Pool pool = wanting(); pool != null; pool = wanting()) {
                keep(pool, give(spawn(), pool.first));
            }
        } catch (IOException e) {
            System.getLogger(Shims.class.getName()).log(System.Logger.Level.WARNING, "no shim can be prepared", e);
        } finally {
            synchronized (this) {
                filling = false;
            }
        }
    }

    private synchronized @Nullable Pool wanting() {
        for (Pool pool : pools) {
            if (!closed && pool.prepared.size() < pool.wanted) {
                return pool;
            }
        }
        return null;
    }

    private synchronized void keep(Pool pool, Waiting shim) {
        if (closed) {
            shim.close();
        } else {
            pool.prepared.add(shim);
        }
    }

    private Waiting spawn() throws IOException {
        try (Fd image = MemFd.sealed(NAME, program);
                Pipe plan = Fd.pipe();
                Pipe status = Fd.pipe()) {
            Path path = Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + image.number());
            Map<Integer, Fd> ends = Map.of(ShimWords.FD_PLAN, plan.reader(), ShimWords.FD_STATUS, status.writer());
            Child shim = Spawn.of(path, List.of(NAME, "keeper"), ends).start();
            return new Waiting(
                    shim,
                    Fd.own(plan.writer().release()),
                    Fd.own(status.reader().release()));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (Pool pool : pools) {
            pool.prepared.forEach(Waiting::close);
            pool.prepared.clear();
        }
    }
}
