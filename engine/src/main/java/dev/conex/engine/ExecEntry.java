package dev.conex.engine;

import dev.conex.runtime.Exec;
import dev.conex.runtime.OutputSink;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One exec from its record to its end.
final class ExecEntry {
    private final String id;
    private final ContainerCell cell;
    private final ExecSpec spec;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Client client;
    private volatile @Nullable Exec exec;
    private volatile @Nullable Integer exitCode;
    private volatile boolean detached;

    ExecEntry(String id, ContainerCell cell, ExecSpec spec) {
        this.id = id;
        this.cell = cell;
        this.spec = spec;
        this.client = new Client(DetachKeys.of(spec.detachKeys()));
    }

    String id() {
        return id;
    }

    ContainerCell cell() {
        return cell;
    }

    ExecSpec spec() {
        return spec;
    }

    boolean claimed() {
        return claimed.get();
    }

    boolean running() {
        return exec != null && exitCode == null;
    }

    @Nullable
    Integer exitCode() {
        return exitCode;
    }

    int pid() {
        var now = exec;
        return now == null ? 0 : now.pid();
    }

    /// Only one may start it.
    void claim() {
        if (!claimed.compareAndSet(false, true)) {
            throw new Refusal.Conflict(
                    exitCode == null
                            ? "Error: Exec command %s is already running".formatted(id)
                            : "Error: Exec command %s has already run".formatted(id));
        }
    }

    void started(Exec live) {
        exec = live;
    }

    Exec exec() {
        var now = exec;
        if (now == null) {
            throw new IllegalStateException("exec %s isn't started".formatted(id));
        }
        return now;
    }

    void ended(int code) {
        exitCode = code;
    }

    /// Everybody may know of the end now.
    void release() {
        over.countDown();
    }

    void resize(int rows, int columns) throws IOException {
        var now = exec;
        if (now == null || exitCode != null) {
            throw new Refusal.WrongState(
                    Refusal.Command.RESIZE, id, cell.record().name(), "not running");
        }
        now.resize(rows, columns);
    }

    Attached attached() {
        return client;
    }

    /// Moves output until it ends. A client that went away doesn't end the process: the rest is thrown away.
    void pump(Output output) throws IOException, InterruptedException {
        exec().io().pump(new Wanted(output));
    }

    private final class Wanted implements OutputSink {
        private final Output output;
        private volatile boolean gone;

        Wanted(Output output) {
            this.output = output;
        }

        @Override
        public void frame(int stream, byte[] bytes, int offset, int length) {
            boolean wanted = (spec.tty() || stream == STDOUT) ? spec.attachStdout() : spec.attachStderr();
            if (gone || detached || !wanted) {
                return;
            }
            try {
                output.frame(stream, bytes, offset, length);
            } catch (IOException _) {
                gone = true;
            }
        }
    }

    private final class Client implements Attached {
        private final OutputStream input;

        Client(DetachKeys keys) {
            this.input = new Input(keys);
        }

        @Override
        public boolean tty() {
            return spec.tty();
        }

        @Override
        public OutputStream stdin() {
            return input;
        }

        @Override
        public End await() throws InterruptedException {
            over.await();
            return detached && exitCode == null ? End.DETACHED : End.PROCESS_ENDED;
        }

        @Override
        public void close() {
            detached = true;
            over.countDown();
        }
    }

    private final class Input extends OutputStream {
        private final DetachKeys keys;

        Input(DetachKeys keys) {
            this.keys = keys;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!spec.attachStdin()) {
                return;
            }
            var stdin = exec().io().stdin();
            if (!spec.tty()) {
                stdin.write(bytes, offset, length);
                stdin.flush();
                return;
            }
            var filtered = keys.filter(bytes, offset, length);
            stdin.write(filtered.input(), 0, filtered.input().length);
            stdin.flush();
            if (filtered.detached()) {
                client.close();
                throw new IOException("detached by keys");
            }
        }

        @Override
        public void close() throws IOException {
            if (spec.attachStdin() && !spec.tty()) {
                exec().io().stdin().close();
            }
        }
    }
}
