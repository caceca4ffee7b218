package dev.conex.api;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of a container.
@Json(caseInsensitiveKeys = true)
public record StateJson(
        @Json.Property("Status") String status,
        @Json.Property("Running") boolean running,
        @Json.Property("Paused") boolean paused,
        @Json.Property("Restarting") boolean restarting,
        @Json.Property("OOMKilled") boolean oomKilled,
        @Json.Property("Dead") boolean dead,
        @Json.Property("Pid") int pid,
        @Json.Property("ExitCode") int exitCode,
        @Json.Property("Error") String error,
        @Json.Property("StartedAt") Instant startedAt,
        @Json.Property("FinishedAt") Instant finishedAt,
        @Json.Property("Health") @Nullable HealthJson health) {
    public StateJson {
        status = Nil.text(status);
        error = Nil.text(error);
        startedAt = Times.orZero(startedAt);
        finishedAt = Times.orZero(finishedAt);
    }

    /// The health of a container, last probes first to last.
    @Json(caseInsensitiveKeys = true)
    public record HealthJson(
            @Json.Property("Status") String status,
            @Json.Property("FailingStreak") int failingStreak,
            @Json.Property("Log") List<ProbeJson> log) {
        public HealthJson {
            status = Nil.text(status);
            log = Nil.list(log);
        }
    }

    /// One probe.
    @Json(caseInsensitiveKeys = true)
    public record ProbeJson(
            @Json.Property("Start") Instant start,
            @Json.Property("End") Instant end,
            @Json.Property("ExitCode") int exitCode,
            @Json.Property("Output") String output) {
        public ProbeJson {
            start = Times.orZero(start);
            end = Times.orZero(end);
            output = Nil.text(output);
        }
    }
}
