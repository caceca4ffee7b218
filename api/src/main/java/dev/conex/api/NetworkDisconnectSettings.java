package dev.conex.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// A container to be taken off a network.
@Json(caseInsensitiveKeys = true)
public record NetworkDisconnectSettings(
        @Json.Property("Container") String container,
        @Json.Property("Force") @Nullable Boolean force) {
    public NetworkDisconnectSettings {
        container = Nil.text(container);
    }
}
