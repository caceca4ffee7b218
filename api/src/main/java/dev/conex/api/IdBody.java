package dev.conex.api;

import io.avaje.jsonb.Json;

/// The answer to a create that only has an id.
@Json(caseInsensitiveKeys = true)
public record IdBody(@Json.Property("Id") String id) {
    public IdBody {
        id = Nil.text(id);
    }
}
