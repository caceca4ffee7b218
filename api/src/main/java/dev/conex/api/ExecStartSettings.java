package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How to start an exec.
@Json(caseInsensitiveKeys = true)
public record ExecStartSettings(
        @Json.Property("Detach") boolean detach,
        @Json.Property("Tty") boolean tty,
        @Json.Property("ConsoleSize") @Nullable List<Integer> consoleSize) {
    public ExecStartSettings {
        consoleSize = Nil.omitEmpty(consoleSize);
    }
}
