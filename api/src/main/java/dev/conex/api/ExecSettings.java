package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An exec to be created.
@Json(caseInsensitiveKeys = true)
public record ExecSettings(
        @Json.Property("User") @Nullable String user,
        @Json.Property("Privileged") @Nullable Boolean privileged,
        @Json.Property("Tty") @Nullable Boolean tty,
        @Json.Property("ConsoleSize") @Nullable List<Integer> consoleSize,
        @Json.Property("AttachStdin") @Nullable Boolean attachStdin,
        @Json.Property("AttachStderr") @Nullable Boolean attachStderr,
        @Json.Property("AttachStdout") @Nullable Boolean attachStdout,
        @Json.Property("DetachKeys") @Nullable String detachKeys,
        @Json.Property("Env") @Nullable List<String> env,
        @Json.Property("WorkingDir") @Nullable String workingDir,
        @Json.Property("Cmd") List<String> cmd) {
    public ExecSettings {
        user = Nil.omitEmpty(user);
        consoleSize = Nil.omitEmpty(consoleSize);
        detachKeys = Nil.omitEmpty(detachKeys);
        env = Nil.omitEmpty(env);
        workingDir = Nil.omitEmpty(workingDir);
        cmd = Nil.list(cmd);
    }
}
