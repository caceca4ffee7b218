package dev.conex.engine;

import dev.conex.engine.ContainerStore.Safety;
import dev.conex.runtime.Instance;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Signals, stops, freezes and thaws. The command lock is held only while something is decided, never while an
/// end is waited for.
final class ContainerStopper {
    /// How long a killed process may take to be gone.
    static final int UNKILLABLE_SECONDS = 10;

    private final Core core;
    private final ContainerEvents events;

    ContainerStopper(Core core) {
        this.core = core;
        this.events = new ContainerEvents(core.events());
    }

    /// Stops and says so; refused with [Refusal.NotModified] if it doesn't run.
    void stop(ContainerCell cell, StopOptions options) {
        int signal = options.signal() == null
                ? Signals.parse(cell.record().config().stopSignal(), Signals.TERM)
                : Signals.parse(options.signal(), Signals.TERM);
        var life = signalled(cell, new ContainerCommand.Stop(), signal, true);
        if (life != null) {
            waitOrKill(cell, life, seconds(cell.record(), options));
        }
        // what its end says comes first
        try (var _ = cell.hold()) {
            events.say(cell.record(), "stop");
        }
    }

    private int seconds(ContainerRecord r, StopOptions options) {
        var asked = options.timeoutSeconds();
        var own = r.config().stopTimeout();
        if (asked != null) {
            return asked;
        }
        return own != null ? own : core.config().containers().stopTimeoutSeconds();
    }

    /// Kills and waits; for removal by force.
    void killAndWait(ContainerCell cell) {
        try {
            waitGone(cell, signalled(cell, new ContainerCommand.Kill(), Signals.KILL, true));
        } catch (Refusal.WrongState | Refusal.NotModified _) {
            // it ended by itself meanwhile
        }
    }

    /// A user's kill.
    void kill(ContainerCell cell, String signalName) {
        int signal = Signals.parse(signalName, Signals.KILL);
        var config = cell.record().config();
        boolean ends = signal == Signals.KILL
                || Given.text(config.stopSignal()).isEmpty()
                || signal == Signals.parse(config.stopSignal(), Signals.TERM);
        var life = signalled(cell, new ContainerCommand.Kill(), signal, ends);
        if (signal == Signals.KILL) {
            waitGone(cell, life);
        }
    }

    /// Sends a signal under the lock; answers the life that got it, absent if there was none because only a
    /// restart was due.
    private @Nullable Instance signalled(ContainerCell cell, ContainerCommand command, int signal, boolean byUser) {
        try (var _ = cell.hold()) {
            var r = cell.record();
            var to = wanted(r, command);
            var next = byUser ? r.withStoppedByUser(true) : r;
            var restarts = !r.host().life().restart().never();
            core.table().publish(cell, next.withState(to.state()), restarts ? Safety.POWER_CUT : Safety.CRASH);
            return apply(cell, to, signal);
        }
    }

    private static Transition.To wanted(ContainerRecord r, ContainerCommand command) {
        return switch (Transition.of(r.state(), command)) {
            case Transition.NotModified _ -> throw new Refusal.NotModified(r.id());
            case Transition.Refused _ ->
                throw new Refusal.WrongState(
                        command.word(), r.id(), r.name(), r.state().word());
            case Transition.To to -> to;
        };
    }

    private @Nullable Instance apply(ContainerCell cell, Transition.To to, int signal) {
        var instance = cell.instance();
        if (to.effects().contains(Transition.Effect.CANCEL_RESTART)) {
            cell.waiters().exited(cell.record().state().life().exitCode());
            return null;
        }
        if (instance == null) {
            return null;
        }
        try {
            instance.signal(signal);
            if (to.effects().contains(Transition.Effect.THAW)) {
                instance.resume();
                events.say(cell.record(), "unpause");
            }
        } catch (IOException e) {
            throw new Refusal.Failed("signal container %s".formatted(cell.id().shortened()), e);
        }
        events.say(cell.record(), "kill", Map.of("signal", Integer.toString(signal)));
        return instance;
    }

    private void waitOrKill(ContainerCell cell, Instance life, int seconds) {
        if (gone(cell, life, seconds)) {
            return;
        }
        try (var _ = cell.hold()) {
            if (cell.isLife(life)) {
                life.signal(Signals.KILL);
                events.say(cell.record(), "kill", Map.of("signal", Integer.toString(Signals.KILL)));
            }
        } catch (IOException e) {
            throw new Refusal.Failed("kill container %s".formatted(cell.id().shortened()), e);
        }
        waitGone(cell, life);
    }

    private void waitGone(ContainerCell cell, @Nullable Instance life) {
        if (life != null && !gone(cell, life, UNKILLABLE_SECONDS)) {
            throw new Refusal.Unavailable("container %s: its process can't be killed: still there %d s after SIGKILL"
                    .formatted(cell.id().shortened(), UNKILLABLE_SECONDS));
        }
    }

    /// Waits until this life of the container is over and recorded; negative: for ever.
    private static boolean gone(ContainerCell cell, Instance life, int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try {
            return cell.waiters().until(() -> !cell.isLife(life), seconds < 0 ? Long.MAX_VALUE : end);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void pause(ContainerCell cell) {
        changed(cell, new ContainerCommand.Pause(), "pause");
    }

    void unpause(ContainerCell cell) {
        changed(cell, new ContainerCommand.Unpause(), "unpause");
    }

    private void changed(ContainerCell cell, ContainerCommand command, String word) {
        try (var _ = cell.hold()) {
            var r = cell.record();
            var instance = cell.instance();
            if (!(Transition.of(r.state(), command) instanceof Transition.To to) || instance == null) {
                throw new Refusal.WrongState(
                        command.word(), r.id(), r.name(), r.state().word());
            }
            core.table().publish(cell, r.withState(to.state()), Safety.CRASH);
            try {
                if (to.effects().contains(Transition.Effect.FREEZE)) {
                    instance.pause();
                } else {
                    instance.resume();
                }
            } catch (IOException e) {
                core.table().publish(cell, r, Safety.CRASH);
                throw new Refusal.Failed(
                        "%s container %s".formatted(word, cell.id().shortened()), e);
            }
            events.say(r, word);
        }
    }
}
