package dev.conex.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// A container to be put on a network.
@Json(caseInsensitiveKeys = true)
public record NetworkConnectSettings(
        @Json.Property("Container") String container,
        @Json.Property("EndpointConfig") @Nullable EndpointSettings endpointConfig) {
    public NetworkConnectSettings {
        container = Nil.text(container);
    }
}
