package dev.conex.engine.stored;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A container's state as it is stored: the case by name, and what that case has.
@Json
public record StoredState(
        Case kind,
        int pid,
        int exitCode,
        boolean oomKilled,
        String error,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable StoredShim shim,
        @Nullable String before,
        boolean volumes) {

    /// The cases.
    public enum Case {
        CREATED,
        STARTING,
        RUNNING,
        PAUSED,
        RESTARTING,
        REMOVING,
        EXITED,
        DEAD
    }
}
