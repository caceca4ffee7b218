package dev.conex.engine;

import dev.conex.runtime.Capabilities;
import dev.conex.runtime.Instance;
import dev.conex.runtime.LaunchFailure;
import dev.conex.runtime.ProcessSpec;
import dev.conex.runtime.Seccomp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Execs, in memory: they end with their container. Ended ones are kept for a while, so that their exit codes
/// can be asked for.
final class ExecTable implements Execs {
    /// Ended execs of all containers that are still known.
    static final int ENDED_MAX = 1_000;
    /// Execs of one container that haven't ended (or were never started) at most.
    static final int OPEN_MAX = 5_000;

    /// Digits of an id that name its files: the shim keeps short names.
    private static final int FILE_ID_LENGTH = 32;

    private final Core core;
    private final ContainerEvents events;
    private final ConcurrentHashMap<String, ExecEntry> entries = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<String> ended = new ConcurrentLinkedDeque<>();

    ExecTable(Core core) {
        this.core = core;
        this.events = new ContainerEvents(core.events());
    }

    @Override
    public String create(String containerRef, ExecSpec spec) {
        var cell = core.table().find(containerRef);
        runningInstance(cell);
        if (spec.cmd().isEmpty()) {
            throw new Refusal.Invalid(Refusal.What.COMMAND, "", "No exec command specified");
        }
        DetachKeys.of(spec.detachKeys());
        checkUser(cell.record(), Given.text(spec.user()));
        if (of(cell.id()).size() >= OPEN_MAX) {
            throw new Refusal.LimitReached("open execs of a container", OPEN_MAX);
        }
        var entry = new ExecEntry(ContainerId.random().value(), cell, spec);
        entries.put(entry.id(), entry);
        say(entry, "exec_create: " + String.join(" ", spec.cmd()), Map.of());
        return entry.id();
    }

    /// An unknown user is refused here, where the answer still has a status.
    private static void checkUser(ContainerRecord r, String user) {
        if (user.isEmpty()) {
            return;
        }
        try (var root = RootFiles.ofRunning(r.state().life().pid())) {
            ImageUsers.find(root, user, List.of());
        } catch (IOException e) {
            throw new Refusal.Failed("find user %s".formatted(user), e);
        }
    }

    @Override
    public void startDetached(String id) {
        var entry = find(id);
        launch(entry, new ExecStart(entry.spec().tty(), 0, 0), false);
        Thread.ofVirtual()
                .name("exec-" + id.substring(0, ContainerId.SHORT_LENGTH))
                .start(() -> run(entry, (_, _, _, _) -> {}));
    }

    @Override
    public Attached start(String id, ExecStart start, Output output) {
        var entry = find(id);
        launch(entry, start, true);
        Thread.ofVirtual()
                .name("exec-" + id.substring(0, ContainerId.SHORT_LENGTH))
                .start(() -> run(entry, output));
        return entry.attached();
    }

    private void launch(ExecEntry entry, ExecStart start, boolean attached) {
        var instance = runningInstance(entry.cell());
        entry.claim();
        say(entry, "exec_start: " + String.join(" ", entry.spec().cmd()), Map.of());
        try {
            var spec = entry.spec();
            var process = process(entry.cell(), spec, start);
            entry.started(instance.exec(new dev.conex.runtime.ExecSpec(
                    entry.id().substring(0, FILE_ID_LENGTH),
                    process,
                    attached && spec.attachStdin(),
                    attached && (spec.attachStdout() || spec.attachStderr()))));
        } catch (LaunchFailure e) {
            over(entry, e.exitCode());
            throw new Refusal.LaunchRefused(entry.id(), LaunchSteps.of(e), e.exitCode(), Given.text(e.getMessage()));
        } catch (IOException e) {
            over(entry, Refusal.LaunchRefused.UNKNOWN);
            throw new Refusal.Failed("start exec %s".formatted(entry.id()), e);
        } catch (Refusal e) {
            over(entry, Refusal.LaunchRefused.NOT_EXECUTABLE);
            throw e;
        }
    }

    /// Moves the output; the exit code is set before anybody is told of the end.
    private void run(ExecEntry entry, Output output) {
        int code = Refusal.LaunchRefused.UNKNOWN;
        try (var exec = entry.exec()) {
            entry.pump(output);
            code = exec.await().code();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            Quietly.warn("output of exec %s: %s".formatted(entry.id(), e.getMessage()));
        } finally {
            over(entry, code);
        }
    }

    private void over(ExecEntry entry, int code) {
        entry.ended(code);
        ended.addLast(entry.id());
        while (ended.size() > ENDED_MAX) {
            var oldest = ended.pollFirst();
            if (oldest != null) {
                entries.remove(oldest);
            }
        }
        say(entry, "exec_die", Map.of("exitCode", Integer.toString(code)));
        entry.release();
    }

    private ProcessSpec process(ContainerCell cell, ExecSpec spec, ExecStart start) throws IOException {
        var r = cell.record();
        var config = r.config();
        var who = Given.text(spec.user()).isEmpty() ? Given.text(config.user()) : Given.text(spec.user());
        UserLookup.Found user;
        try (var root = RootFiles.ofRunning(r.state().life().pid())) {
            user = ImageUsers.find(root, who, Given.list(r.host().security().groupAdd()));
        }
        var security = SpecSecurity.of(
                r.host().security(), List.of(), core.config().containers().noNewPrivileges());
        var env = ProcessEnv.of(Given.text(config.hostname()), spec.tty(), Given.list(config.env()), "");
        var cwd = Given.text(spec.workingDir()).isEmpty()
                ? Given.text(config.workingDir())
                : Given.text(spec.workingDir());
        var ulimits = r.host().resources().other().ulimits();
        return new ProcessSpec(
                spec.cmd(),
                ProcessEnv.ofExec(env, spec.tty(), Given.list(spec.env()), user.home()),
                cwd.isEmpty() ? "/" : cwd,
                user.identity(),
                spec.tty() ? terminal(spec, start) : null,
                spec.privileged() ? Capabilities.ALL : security.caps(),
                security.noNewPrivileges(),
                SpecLimits.ulimits(ulimits == null ? core.config().containers().ulimits() : ulimits),
                r.host().resources().other().oomScoreAdj() == 0
                        ? null
                        : r.host().resources().other().oomScoreAdj(),
                spec.privileged() ? Seccomp.UNCONFINED : security.seccomp());
    }

    private static ProcessSpec.Terminal terminal(ExecSpec spec, ExecStart start) {
        var size = Given.list(spec.consoleSize());
        boolean given = size.size() == 2;
        return start.rows() > 0 || !given
                ? new ProcessSpec.Terminal(start.rows(), start.columns())
                : new ProcessSpec.Terminal(size.get(0), size.get(1));
    }

    @Override
    public ExecInspect inspect(String id) {
        var entry = find(id);
        return new ExecInspect(
                entry.id(), entry.cell().id(), entry.running(), entry.exitCode(), entry.pid(), entry.spec(), false);
    }

    @Override
    public void resize(String id, int rows, int columns) {
        var entry = find(id);
        if (rows == 0 && columns == 0) {
            return;
        }
        try {
            entry.resize(rows, columns);
        } catch (IOException e) {
            throw new Refusal.Failed("resize exec %s".formatted(id), e);
        }
    }

    @Override
    public boolean tty(String id) {
        return find(id).spec().tty();
    }

    /// Ids of a container's execs that haven't ended.
    List<String> of(ContainerId container) {
        var ids = new ArrayList<String>();
        for (var entry : entries.values()) {
            if (entry.cell().id().equals(container) && entry.exitCode() == null) {
                ids.add(entry.id());
            }
        }
        return ids;
    }

    /// A container's life is over: execs that were never started go with it.
    void containerEnded(ContainerId container) {
        entries.values().removeIf(e -> e.cell().id().equals(container) && !e.claimed());
    }

    /// Ends one; nothing to do if it has ended.
    void kill(String id) throws IOException {
        var entry = find(id);
        if (entry.running()) {
            entry.exec().signal(Signals.KILL);
        }
    }

    /// Known execs, for leak tests.
    int size() {
        return entries.size();
    }

    private ExecEntry find(String id) {
        var entry = entries.get(id);
        if (entry == null) {
            throw new Refusal.NotFound(Refusal.Noun.EXEC, id);
        }
        return entry;
    }

    private static Instance runningInstance(ContainerCell cell) {
        var r = cell.record();
        var instance = cell.instance();
        if (instance == null || !(r.state() instanceof ContainerState.Running)) {
            throw new Refusal.WrongState(
                    Refusal.Command.EXEC, r.id(), r.name(), r.state().word());
        }
        return instance;
    }

    private void say(ExecEntry entry, String action, Map<String, String> more) {
        var attributes = new java.util.LinkedHashMap<>(more);
        attributes.put("execID", entry.id());
        events.say(entry.cell().record(), action, attributes);
    }
}
