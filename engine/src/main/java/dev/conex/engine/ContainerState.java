package dev.conex.engine;

import dev.conex.engine.stored.StoredShim;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a container is doing. Each case carries the facts of its latest life; a case that stands between an
/// intent and its effect ([Starting], [Removing]) is on disk before the effect begins, so that a restarted
/// engine finishes or undoes it.
sealed interface ContainerState {
    /// The latest life.
    Life life();

    /// Docker's word.
    default String word() {
        return switch (this) {
            case Created _ -> "created";
            // a start is not visible before it has succeeded
            case Starting s -> s.before() == Before.CREATED ? "created" : "exited";
            case Running _ -> "running";
            case Paused _ -> "paused";
            case Restarting _ -> "restarting";
            case Removing _ -> "removing";
            case Exited _ -> "exited";
            case Dead _ -> "dead";
        };
    }

    /// Whether a process of it lives.
    default boolean alive() {
        return switch (this) {
            case Running _, Paused _ -> true;
            case Created _, Starting _, Restarting _, Removing _, Exited _, Dead _ -> false;
        };
    }

    /// Never started, or the first start failed.
    record Created(Life life) implements ContainerState {}

    /// Intent to start. `shim` is there once a process may exist.
    record Starting(Life life, Before before, @Nullable StoredShim shim) implements ContainerState {}

    /// Its program runs; `shim` is all that is needed to find it again.
    record Running(Life life, StoredShim shim) implements ContainerState {}

    /// Frozen.
    record Paused(Life life, StoredShim shim) implements ContainerState {}

    /// Ended, and waiting to be started again.
    record Restarting(Life life) implements ContainerState {}

    /// Intent to remove.
    record Removing(Life life, boolean volumes) implements ContainerState {}

    /// Ended.
    record Exited(Life life) implements ContainerState {}

    /// Removal failed; a restarted engine tries again.
    record Dead(Life life) implements ContainerState {}

    /// Where a start began.
    enum Before {
        CREATED,
        EXITED,
        RESTARTING
    }

    /// The facts of the latest life. `pid` 0 = none; `error` empty = none.
    record Life(
            int pid,
            int exitCode,
            boolean oomKilled,
            String error,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {
        static final Life NONE = new Life(0, 0, false, "", null, null);

        Life started(int newPid, Instant at) {
            return new Life(newPid, 0, false, "", at, finishedAt);
        }

        Life ended(int code, boolean oom, Instant at) {
            return new Life(0, code, oom, "", startedAt, at);
        }

        Life failed(int code, String why) {
            return new Life(0, code, false, why, startedAt, finishedAt);
        }
    }
}
