package dev.conex.engine;

import dev.conex.engine.ContainerCommand.Ended;
import dev.conex.engine.ContainerCommand.Kill;
import dev.conex.engine.ContainerCommand.LaunchFailed;
import dev.conex.engine.ContainerCommand.Launched;
import dev.conex.engine.ContainerCommand.Launching;
import dev.conex.engine.ContainerCommand.Pause;
import dev.conex.engine.ContainerCommand.RemovalFailed;
import dev.conex.engine.ContainerCommand.Remove;
import dev.conex.engine.ContainerCommand.RestartDue;
import dev.conex.engine.ContainerCommand.Start;
import dev.conex.engine.ContainerCommand.Stop;
import dev.conex.engine.ContainerCommand.Unpause;
import dev.conex.engine.ContainerState.Before;
import dev.conex.engine.ContainerState.Created;
import dev.conex.engine.ContainerState.Dead;
import dev.conex.engine.ContainerState.Exited;
import dev.conex.engine.ContainerState.Life;
import dev.conex.engine.ContainerState.Paused;
import dev.conex.engine.ContainerState.Removing;
import dev.conex.engine.ContainerState.Restarting;
import dev.conex.engine.ContainerState.Running;
import dev.conex.engine.ContainerState.Starting;
import java.util.List;

/// What a command does to a state: a new state and effects, nothing, or a refusal. Pure; the whole life of a
/// container is this table.
sealed interface Transition {
    /// The new state, on disk before the effects begin.
    record To(ContainerState state, List<Effect> effects) implements Transition {}

    /// The wish is the fact already.
    record NotModified() implements Transition {}

    /// Not in this state.
    record Refused() implements Transition {}

    /// What has to be done, in order.
    enum Effect {
        /// Make a process and start its program.
        LAUNCH,
        /// Send the signal that was asked for.
        SIGNAL,
        /// Stop all processes.
        FREEZE,
        /// Let them go on.
        THAW,
        /// Give up a start that is due.
        CANCEL_RESTART,
        /// Start again later.
        SCHEDULE_RESTART,
        /// Ports, names, links, mounts, cgroups of an ended life.
        TEAR_DOWN,
        /// Record, writable layer, directories.
        DELETE
    }

    /// The table.
    static Transition of(ContainerState state, ContainerCommand command) {
        return switch (state) {
            case Created s -> ofIdle(s.life(), Before.CREATED, command);
            case Exited s -> ofIdle(s.life(), Before.EXITED, command);
            case Starting s -> ofStarting(s, command);
            case Running s -> ofRunning(s, command);
            case Paused s -> ofPaused(s, command);
            case Restarting s -> ofRestarting(s, command);
            case Removing s -> ofRemoving(s, command);
            case Dead s -> ofDead(s, command);
        };
    }

    private static Transition ofIdle(Life life, Before before, ContainerCommand command) {
        return switch (command) {
            case Start _ -> to(new Starting(life, before, null), Effect.LAUNCH);
            case Stop _ -> new NotModified();
            case Remove r -> to(new Removing(life, r.volumes()), Effect.DELETE);
            case Kill _,
                    Pause _,
                    Unpause _,
                    RestartDue _,
                    Launching _,
                    Launched _,
                    LaunchFailed _,
                    Ended _,
                    RemovalFailed _ -> new Refused();
        };
    }

    private static Transition ofStarting(Starting s, ContainerCommand command) {
        return switch (command) {
            case Launching l -> to(new Starting(s.life(), s.before(), l.shim()));
            case Launched l ->
                s.shim() == null ? new Refused() : to(new Running(s.life().started(l.pid(), l.at()), s.shim()));
            case LaunchFailed f -> {
                var failed = s.life().failed(f.exitCode(), f.why());
                yield to(s.before() == Before.CREATED ? new Created(failed) : new Exited(failed), Effect.TEAR_DOWN);
            }
            // found by a restarted engine: the program had run and ended
            case Ended e -> ended(s.life(), e);
            case Start _, RestartDue _, Stop _, Kill _, Pause _, Unpause _, Remove _, RemovalFailed _ -> new Refused();
        };
    }

    private static Transition ofRunning(Running s, ContainerCommand command) {
        return switch (command) {
            case Start _ -> new NotModified();
            case Stop _, Kill _ -> to(s, Effect.SIGNAL);
            case Pause _ -> to(new Paused(s.life(), s.shim()), Effect.FREEZE);
            case Ended e -> ended(s.life(), e);
            case Remove r -> r.force() ? to(s, Effect.SIGNAL) : new Refused();
            case Unpause _, RestartDue _, Launching _, Launched _, LaunchFailed _, RemovalFailed _ -> new Refused();
        };
    }

    private static Transition ofPaused(Paused s, ContainerCommand command) {
        return switch (command) {
            case Unpause _ -> to(new Running(s.life(), s.shim()), Effect.THAW);
            case Stop _, Kill _ -> to(new Running(s.life(), s.shim()), Effect.SIGNAL, Effect.THAW);
            case Ended e -> ended(s.life(), e);
            case Remove r ->
                r.force() ? to(new Running(s.life(), s.shim()), Effect.SIGNAL, Effect.THAW) : new Refused();
            case Start _, RestartDue _, Pause _, Launching _, Launched _, LaunchFailed _, RemovalFailed _ ->
                new Refused();
        };
    }

    private static Transition ofRestarting(Restarting s, ContainerCommand command) {
        return switch (command) {
            case Start _ -> new NotModified();
            case RestartDue _ -> to(new Starting(s.life(), Before.RESTARTING, null), Effect.LAUNCH);
            case Stop _, Kill _ -> to(new Exited(s.life()), Effect.CANCEL_RESTART);
            case Remove r ->
                r.force()
                        ? to(new Removing(s.life(), r.volumes()), Effect.CANCEL_RESTART, Effect.DELETE)
                        : new Refused();
            case Pause _, Unpause _, Launching _, Launched _, LaunchFailed _, Ended _, RemovalFailed _ -> new Refused();
        };
    }

    private static Transition ofRemoving(Removing s, ContainerCommand command) {
        return switch (command) {
            case RemovalFailed f -> to(new Dead(s.life().failed(s.life().exitCode(), f.why())));
            case Start _,
                    RestartDue _,
                    Stop _,
                    Kill _,
                    Pause _,
                    Unpause _,
                    Launching _,
                    Launched _,
                    LaunchFailed _,
                    Ended _,
                    Remove _ -> new Refused();
        };
    }

    private static Transition ofDead(Dead s, ContainerCommand command) {
        return switch (command) {
            case Remove r -> to(new Removing(s.life(), r.volumes()), Effect.DELETE);
            case Stop _ -> new NotModified();
            case Start _,
                    RestartDue _,
                    Kill _,
                    Pause _,
                    Unpause _,
                    Launching _,
                    Launched _,
                    LaunchFailed _,
                    Ended _,
                    RemovalFailed _ -> new Refused();
        };
    }

    private static Transition ended(Life life, Ended e) {
        var after = life.ended(e.exitCode(), e.oomKilled(), e.at());
        return e.restart()
                ? to(new Restarting(after), Effect.TEAR_DOWN, Effect.SCHEDULE_RESTART)
                : to(new Exited(after), Effect.TEAR_DOWN);
    }

    private static Transition to(ContainerState state, Effect... effects) {
        return new To(state, List.of(effects));
    }
}
