package dev.conex.runtime;

import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Fd;
import dev.conex.linux.Pidfd;
import dev.conex.linux.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// An added process behind a shim of its own. Its pipes are the daemon's: the shim let go of them at the start.
final class ShimExec implements Exec, ExecIo {
    private static final int KILLED = 128 + 9;
    private static final int CHUNK = 32 * 1024;

    private final int pid;
    private final Pidfd shim;
    private final @Nullable Pidfd child;
    private final @Nullable Fd terminal;
    private final @Nullable Fd out;
    private final @Nullable Fd err;
    private final OutputStream stdin;
    private final CompletableFuture<Exit> exit = new CompletableFuture<>();

    private ShimExec(Launch launch, ExecSpec spec) throws IOException {
        this.pid = launch.pid();
        this.shim = launch.shimPidfd();
        this.child = Pidfd.open(pid);
        boolean tty = spec.process().tty();
        boolean pipes = !tty && (spec.output() || spec.stdin());
        this.terminal = tty ? launch.take(ShimWords.FD_PTY) : null;
        this.out = pipes ? launch.take(ShimWords.FD_OUT) : tty ? launch.take(ShimWords.FD_PTY) : null;
        this.err = pipes ? launch.take(ShimWords.FD_ERR) : null;
        boolean input = spec.stdin() || tty;
        this.stdin = input
                ? launch.take(tty ? ShimWords.FD_PTY : ShimWords.FD_STDIN).output()
                : OutputStream.nullOutputStream();
    }

    static ShimExec started(Launch launch, ExecSpec spec, Path runDir) throws IOException {
        ShimExec exec = new ShimExec(launch, spec);
        try (ShimControl control = new ShimControl(launch.take(ShimWords.FD_CONTROL_W))) {
            control.start();
            launch.awaitStarted();
        } catch (IOException | RuntimeException e) {
            exec.closeEnds();
            throw e;
        }
        launch.release();
        Thread.ofVirtual()
                .name("exit-of-exec-" + spec.id())
                .start(() -> exec.watch(runDir, ExecPlanner.exitFile(spec.id())));
        return exec;
    }

    private void watch(Path runDir, String file) {
        try {
            shim.await();
            Exit found = ExitFile.read(runDir, file)
                    .map(ExitFile::exit)
                    .orElseGet(() -> new Exit(KILLED, false, Instant.now()));
            ExitFile.delete(runDir, file);
            exit.complete(found);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            exit.completeExceptionally(e);
        } finally {
            shim.close();
        }
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public ExecIo io() {
        return this;
    }

    /// Closing it is the end of input; a terminal's stays open.
    @Override
    public OutputStream stdin() {
        return terminal == null ? stdin : new UnclosedOutput(stdin);
    }

    @Override
    public void pump(OutputSink sink) throws IOException, InterruptedException {
        if (out != null && err == null) {
            copy(out, OutputSink.STDOUT, sink);
        } else if (out != null && err != null) {
            CompletableFuture<Optional<IOException>> second = new CompletableFuture<>();
            Thread.ofVirtual()
                    .name("exec-stderr-" + pid)
                    .start(() -> second.complete(tryCopy(err, OutputSink.STDERR, sink)));
            copy(out, OutputSink.STDOUT, sink);
            rethrow(second);
        }
        sink.end();
    }

    private static void rethrow(CompletableFuture<Optional<IOException>> other)
            throws IOException, InterruptedException {
        try {
            Optional<IOException> failure = other.get();
            if (failure.isPresent()) {
                throw failure.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<IOException> tryCopy(Fd from, int stream, OutputSink sink) {
        try {
            copy(from, stream, sink);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private static void copy(Fd from, int stream, OutputSink sink) throws IOException {
        byte[] buffer = new byte[CHUNK];
        try (InputStream in = from.input()) {
            for (int n; (n = in.read(buffer)) > 0; ) {
                synchronized (sink) {
                    sink.frame(stream, buffer, 0, n);
                }
            }
        }
    }

    @Override
    public Exit await() throws InterruptedException {
        try {
            return exit.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of process %d can't be told".formatted(pid), e.getCause());
        }
    }

    @Override
    public void signal(int number) throws IOException {
        if (child == null) {
            return;
        }
        try {
            child.sendSignal(number);
        } catch (ErrnoException e) {
            if (!e.is(Errno.ESRCH)) {
                throw e;
            }
        }
    }

    @Override
    public void resize(int rows, int columns) throws IOException {
        if (terminal != null) {
            Terminal.resize(terminal, new Terminal.Size(rows, columns));
        }
    }

    private void closeEnds() {
        for (Fd end : new Fd[] {terminal, out, err}) {
            if (end != null) {
                end.close();
            }
        }
        try {
            stdin.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a pipe does not fail", e);
        }
        if (child != null) {
            child.close();
        }
    }

    @Override
    public void close() {
        closeEnds();
    }
}
