package dev.conex.api;

import io.avaje.jsonb.Json;

/// One changed path; kind 0 = modified, 1 = added, 2 = deleted.
@Json(caseInsensitiveKeys = true)
public record ChangeJson(
        @Json.Property("Path") String path,
        @Json.Property("Kind") int kind) {
    public ChangeJson {
        path = Nil.text(path);
    }
}
