package dev.conex.api;

import io.avaje.jsonb.Json;

/// The answer to a create.
@Json(caseInsensitiveKeys = true)
public record NetworkCreated(
        @Json.Property("Id") String id,
        @Json.Property("Warning") String warning) {
    public NetworkCreated {
        id = Nil.text(id);
        warning = Nil.text(warning);
    }
}
