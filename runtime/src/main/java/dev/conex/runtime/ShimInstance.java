package dev.conex.runtime;

import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Fd;
import dev.conex.linux.OpenFlags;
import dev.conex.linux.Pidfd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// A container behind a shim, launched by this daemon or by one before it.
final class ShimInstance implements Instance {
    private static final int SIGKILL = 9;
    private static final int KILLED = 128 + SIGKILL;
    private static final long POLL_MILLIS = 5;

    private final ShimRuntime runtime;
    private final ShimRecord record;
    private final Cgroup cgroup;
    private final CompletableFuture<Exit> exit;
    private final ShimStreams streams;
    private final boolean watched;
    private final @Nullable Pidfd child;
    private final @Nullable ShimControl control;
    private @Nullable Launch launch;

    private ShimInstance(ShimRuntime runtime, ShimRecord record, @Nullable Pidfd shim, @Nullable Launch launch)
            throws IOException {
        this.runtime = runtime;
        this.record = record;
        this.cgroup = runtime.cgroup(record);
        this.launch = launch;
        this.watched = shim != null;
        this.exit = new CompletableFuture<>();
        if (shim == null) {
            this.child = null;
            this.control = null;
            this.streams = ShimStreams.closed();
            exit.complete(recorded());
            return;
        }
        this.child = openChild(record.pid());
        this.control = new ShimControl(shim.getfd(ShimWords.FD_CONTROL_W));
        this.streams = ShimStreams.of(shim, control, record, exit);
        Thread.ofVirtual().name("exit-of-" + record.id()).start(() -> watch(shim));
    }

    static ShimInstance launched(ShimRuntime runtime, ShimRecord record, Launch launch) throws IOException {
        ShimInstance instance = new ShimInstance(runtime, record, launch.shimPidfd(), launch);
        launch.release();
        return instance;
    }

    static ShimInstance adopted(ShimRuntime runtime, ShimRecord record, Pidfd shim) throws IOException {
        return new ShimInstance(runtime, record, shim, null);
    }

    static ShimInstance ended(ShimRuntime runtime, ShimRecord record) throws IOException {
        return new ShimInstance(runtime, record, null, null);
    }

    private static @Nullable Pidfd openChild(int pid) throws ErrnoException {
        try {
            return Pidfd.open(pid);
        } catch (ErrnoException e) {
            if (e.is(Errno.ESRCH)) {
                return null;
            }
            throw e;
        }
    }

    private void watch(Pidfd shimProcess) {
        try {
            shimProcess.await();
            exit.complete(recorded());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            exit.completeExceptionally(e);
        } finally {
            shimProcess.close();
        }
    }

    /// What the shim wrote down; a shim that was killed has written nothing, and its container was killed with it.
    private Exit recorded() throws IOException {
        Optional<ExitFile> file = ExitFile.read(record.runDir(), ContainerPlanner.EXIT_FILE);
        return file.map(ExitFile::exit).orElseGet(() -> new Exit(KILLED, false, Instant.now()));
    }

    @Override
    public int pid() {
        return record.pid();
    }

    @Override
    public ShimRecord record() {
        return record;
    }

    @Override
    public Fd networkNamespace() throws IOException {
        return Fd.open(Path.of("/proc/" + record.pid() + "/ns/net"), OpenFlags.READ_ONLY, 0);
    }

    @Override
    public void start() throws IOException {
        ShimControl word = control;
        if (word == null) {
            throw new IOException("container %s has ended".formatted(record.id()));
        }
        word.start();
        Launch mine = launch;
        if (mine != null) {
            launch = null;
            mine.awaitStarted();
        } else {
            awaitMark();
        }
    }

    /// The status pipe of an adopted shim is gone, so its marks in the run directory are looked for.
    private void awaitMark() throws IOException {
        while (startedAt().isEmpty() && !exit.isDone()) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while container %s was starting".formatted(record.id()), e);
            }
        }
        Optional<Report.Failed> failure =
                ExitFile.read(record.runDir(), ContainerPlanner.EXIT_FILE).flatMap(ExitFile::failure);
        if (failure.isPresent()) {
            throw LaunchErrors.adopted(failure.get());
        }
    }

    @Override
    public Optional<Instant> startedAt() throws IOException {
        return ExitFile.started(record.runDir(), ContainerPlanner.EXIT_FILE);
    }

    @Override
    public Exit await() throws InterruptedException {
        try {
            return exit.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the end of container %s can't be told".formatted(record.id()), e.getCause());
        }
    }

    @Override
    public void signal(int number) throws IOException {
        Pidfd process = child;
        if (process == null) {
            return;
        }
        try {
            process.sendSignal(number);
        } catch (ErrnoException e) {
            if (!e.is(Errno.ESRCH)) {
                throw e;
            }
        }
    }

    @Override
    public void killAll() throws IOException {
        signal(SIGKILL);
        cgroup.kill();
    }

    @Override
    public void pause() throws IOException {
        cgroup.freeze();
    }

    @Override
    public void resume() throws IOException {
        cgroup.thaw();
    }

    @Override
    public void update(Limits limits) throws IOException {
        cgroup.update(limits);
    }

    @Override
    public Stats stats() throws IOException {
        return cgroup.stats();
    }

    @Override
    public List<Integer> pids() throws IOException {
        return cgroup.pids();
    }

    @Override
    public Exec exec(ExecSpec spec) throws IOException {
        return runtime.exec(record, spec);
    }

    @Override
    public Streams streams() {
        return streams;
    }

    @Override
    public ContainerLog log() {
        return ContainerLog.open(record.logDir());
    }

    @Override
    public void delete() throws IOException {
        killAll();
        if (watched) {
            try {
                exit.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while deleting container %s".formatted(record.id()), e);
            } catch (ExecutionException e) {
                throw new IOException("the end of container %s can't be told".formatted(record.id()), e.getCause());
            }
        }
        cgroup.delete();
        ExitFile.delete(record.runDir(), ContainerPlanner.EXIT_FILE);
    }

    @Override
    public void close() {
        Launch mine = launch;
        if (mine != null) {
            mine.forget();
        }
        streams.close();
        if (control != null) {
            control.close();
        }
        if (child != null) {
            child.close();
        }
    }
}
