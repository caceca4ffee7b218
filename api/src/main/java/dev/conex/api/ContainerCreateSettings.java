package dev.conex.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// The body of a create: the portable half flat, the other halves beside it.
public record ContainerCreateSettings(ContainerSettings config, HostConfig host, NetworkingSettings networking) {

    /// What stands beside the flat half.
    @Json(caseInsensitiveKeys = true)
    public record Beside(
            @Json.Property("HostConfig") @Nullable HostConfig hostConfig,
            @Json.Property("NetworkingConfig") @Nullable NetworkingSettings networkingConfig) {}
}
