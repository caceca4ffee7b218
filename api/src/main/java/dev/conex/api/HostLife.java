package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a container lives, part of `HostConfig`.
@Json(caseInsensitiveKeys = true)
public record HostLife(
        @Json.Property("LogConfig") LogSettings logConfig,
        @Json.Property("RestartPolicy") RestartSettings restartPolicy,
        @Json.Property("AutoRemove") boolean autoRemove,
        @Json.Property("ConsoleSize") List<Integer> consoleSize,
        @Json.Property("Annotations") @Nullable Map<String, String> annotations,
        @Json.Property("Runtime") @Nullable String runtime,
        @Json.Property("Isolation") String isolation,
        @Json.Property("Sysctls") @Nullable Map<String, String> sysctls,
        @Json.Property("Init") @Nullable Boolean init) {
    public HostLife {
        logConfig = logConfig == null ? LogSettings.DEFAULT : logConfig;
        restartPolicy = restartPolicy == null ? RestartSettings.UNSET : restartPolicy;
        consoleSize = Nil.list(consoleSize);
        annotations = Nil.omitEmpty(annotations);
        runtime = Nil.omitEmpty(runtime);
        isolation = Nil.text(isolation);
        sysctls = Nil.omitEmpty(sysctls);
    }
    /// Docker's defaults.
    public static final HostLife DEFAULT =
            new HostLife(LogSettings.DEFAULT, RestartSettings.NO, false, List.of(0, 0), null, null, "", null, null);
}
