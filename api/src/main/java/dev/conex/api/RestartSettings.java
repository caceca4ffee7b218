package dev.conex.api;

import io.avaje.jsonb.Json;

/// When a container is started again.
@Json(caseInsensitiveKeys = true)
public record RestartSettings(
        @Json.Property("Name") String name,
        @Json.Property("MaximumRetryCount") int maximumRetryCount) {
    public RestartSettings {
        name = Nil.text(name);
    }
    /// Nothing said.
    public static final RestartSettings UNSET = new RestartSettings("", 0);

    /// Never.
    public static final RestartSettings NO = new RestartSettings("no", 0);
}
