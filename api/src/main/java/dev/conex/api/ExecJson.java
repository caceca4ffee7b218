package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything known of an exec.
@Json(caseInsensitiveKeys = true)
public record ExecJson(
        @Json.Property("ID") String id,
        @Json.Property("Running") boolean running,

        @Json.Property("ExitCode") @Json.Serializer(WrittenLong.class) @Nullable
        Long exitCode,

        @Json.Property("ProcessConfig") ProcessJson processConfig,
        @Json.Property("OpenStdin") boolean openStdin,
        @Json.Property("OpenStderr") boolean openStderr,
        @Json.Property("OpenStdout") boolean openStdout,
        @Json.Property("CanRemove") boolean canRemove,
        @Json.Property("ContainerID") String containerId,
        @Json.Property("DetachKeys") String detachKeys,
        @Json.Property("Pid") int pid) {
    public ExecJson {
        id = Nil.text(id);
        containerId = Nil.text(containerId);
        detachKeys = Nil.text(detachKeys);
    }

    /// Its process.
    @Json(caseInsensitiveKeys = true)
    public record ProcessJson(
            @Json.Property("tty") boolean tty,
            @Json.Property("entrypoint") String entrypoint,
            @Json.Property("arguments") List<String> arguments,
            @Json.Property("privileged") @Nullable Boolean privileged,
            @Json.Property("user") @Nullable String user) {
        public ProcessJson {
            entrypoint = Nil.text(entrypoint);
            arguments = Nil.orEmpty(arguments);
            user = Nil.omitEmpty(user);
        }
    }
}
