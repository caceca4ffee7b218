package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an image says about its containers.
@Json(caseInsensitiveKeys = true)
public record ImageConfigJson(
        @Json.Property("User") String user,
        @Json.Property("ExposedPorts") @Nullable Map<String, Empty> exposedPorts,
        @Json.Property("Env") List<String> env,
        @Json.Property("Cmd") List<String> cmd,
        @Json.Property("Healthcheck") @Nullable HealthSettings healthcheck,
        @Json.Property("ArgsEscaped") @Nullable Boolean argsEscaped,
        @Json.Property("Volumes") Map<String, Empty> volumes,
        @Json.Property("WorkingDir") String workingDir,
        @Json.Property("Entrypoint") List<String> entrypoint,
        @Json.Property("OnBuild") List<String> onBuild,
        @Json.Property("Labels") Map<String, String> labels,
        @Json.Property("StopSignal") @Nullable String stopSignal,
        @Json.Property("Shell") @Nullable List<String> shell) {
    public ImageConfigJson {
        user = Nil.text(user);
        exposedPorts = Nil.omitEmpty(exposedPorts);
        env = Nil.list(env);
        cmd = Nil.list(cmd);
        volumes = Nil.map(volumes);
        workingDir = Nil.text(workingDir);
        entrypoint = Nil.list(entrypoint);
        onBuild = Nil.list(onBuild);
        labels = Nil.map(labels);
        stopSignal = Nil.omitEmpty(stopSignal);
        shell = Nil.omitEmpty(shell);
    }
}
