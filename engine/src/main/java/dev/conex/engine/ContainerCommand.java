package dev.conex.engine;

import dev.conex.engine.stored.StoredShim;
import java.time.Instant;

/// What may be asked of, or happen to, a container.
sealed interface ContainerCommand {
    /// A user or a policy starts it.
    record Start() implements ContainerCommand {}

    /// The time that a restart waited for has come.
    record RestartDue() implements ContainerCommand {}

    /// A process may exist from now on.
    record Launching(StoredShim shim) implements ContainerCommand {}

    /// Its program runs.
    record Launched(int pid, Instant at) implements ContainerCommand {}

    /// Its program could not be started.
    record LaunchFailed(int exitCode, String why) implements ContainerCommand {}

    /// A user stops it.
    record Stop() implements ContainerCommand {}

    /// A user signals it.
    record Kill() implements ContainerCommand {}

    /// Its program ended. `restart` is what the policy decided.
    record Ended(int exitCode, boolean oomKilled, Instant at, boolean restart) implements ContainerCommand {}

    /// A user freezes it.
    record Pause() implements ContainerCommand {}

    /// A user thaws it.
    record Unpause() implements ContainerCommand {}

    /// A user removes it.
    record Remove(boolean force, boolean volumes) implements ContainerCommand {}

    /// Removing it failed.
    record RemovalFailed(String why) implements ContainerCommand {}

    /// The word for refusals.
    default Refusal.Command word() {
        return switch (this) {
            case Start _, RestartDue _, Launching _, Launched _, LaunchFailed _ -> Refusal.Command.START;
            case Stop _, Ended _ -> Refusal.Command.STOP;
            case Kill _ -> Refusal.Command.KILL;
            case Pause _ -> Refusal.Command.PAUSE;
            case Unpause _ -> Refusal.Command.UNPAUSE;
            case Remove _, RemovalFailed _ -> Refusal.Command.REMOVE;
        };
    }
}
