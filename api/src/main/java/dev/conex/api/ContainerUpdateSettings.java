package dev.conex.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// The body of an update: limits flat, and maybe another restart policy.
public record ContainerUpdateSettings(
        HostLimits limits, @Nullable RestartSettings restart) {

    /// What stands beside the flat half.
    @Json(caseInsensitiveKeys = true)
    public record Beside(
            @Json.Property("RestartPolicy") @Nullable RestartSettings restartPolicy) {}
}
