package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.Map;

/// The networks of a container to be created, by name.
@Json(caseInsensitiveKeys = true)
public record NetworkingSettings(
        @Json.Property("EndpointsConfig") Map<String, EndpointSettings> endpointsConfig) {
    public NetworkingSettings {
        endpointsConfig = Nil.map(endpointsConfig);
    }
}
