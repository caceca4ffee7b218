package dev.conex.engine;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A process to run beside a container's own.
@Json
public record ExecSpec(
        List<String> cmd,
        boolean attachStdin,
        boolean attachStdout,
        boolean attachStderr,
        boolean tty,
        boolean privileged,
        @Nullable String user,
        @Nullable String workingDir,
        @Nullable List<String> env,
        @Nullable String detachKeys,
        @Nullable List<Integer> consoleSize) {
    public ExecSpec {
        cmd = List.copyOf(cmd);
        env = Given.keep(env);
        consoleSize = Given.keep(consoleSize);
    }

    /// A command with its output.
    public static ExecSpec of(String... cmd) {
        return new ExecSpec(List.of(cmd), false, true, true, false, false, null, null, null, null, null);
    }
}
