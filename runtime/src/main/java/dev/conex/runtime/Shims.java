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
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// Starts shims, and keeps a few started ones that wait for their plan. Each gets a fresh sealed copy of the program.
final class Shims implements AutoCloseable {
    private static final int PREPARED_MAX = 2;
    private static final String NAME = "conex-shim";

    private final byte[] program;
    private final Deque<Waiting> prepared = new ArrayDeque<>();
    private boolean filling;
    private boolean closed;

    /// A shim that has no plan yet.
    ///
    /// @param plan write end
    /// @param status read end
    record Waiting(Child shim, Fd plan, Fd status) implements AutoCloseable {
        /// A shim whose plan never comes ends by itself.
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

    Waiting take() throws IOException {
        Waiting ready;
        synchronized (this) {
            ready = prepared.poll();
            refill();
        }
        return ready == null ? spawn() : ready;
    }

    private void refill() {
        if (!filling && !closed && prepared.size() < PREPARED_MAX) {
            filling = true;
            Thread.ofVirtual().name("shim-pool").start(this::fill);
        }
    }

    private void fill() {
        try {
            while (true) {
                Waiting one = spawn();
                synchronized (this) {
                    if (closed) {
                        one.close();
                    } else {
                        prepared.add(one);
                    }
                    if (closed || prepared.size() >= PREPARED_MAX) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            System.getLogger(Shims.class.getName()).log(System.Logger.Level.WARNING, "no shim can be prepared", e);
        } finally {
            synchronized (this) {
                filling = false;
            }
        }
    }

    private Waiting spawn() throws IOException {
        try (Fd image = MemFd.sealed(NAME, program);
                Pipe plan = Fd.pipe();
                Pipe status = Fd.pipe()) {
            Path path = Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + image.number());
            Child shim = Spawn.of(
                            path,
                            List.of(NAME, "keeper"),
                            Map.of(ShimWords.FD_PLAN, plan.reader(), ShimWords.FD_STATUS, status.writer()))
                    .start();
            return new Waiting(
                    shim,
                    Fd.own(plan.writer().release()),
                    Fd.own(status.reader().release()));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        prepared.forEach(Waiting::close);
        prepared.clear();
    }
}
