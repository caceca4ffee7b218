package dev.conex.api;

import io.avaje.jsonb.Json;

/// The body of every error.
@Json(caseInsensitiveKeys = true)
public record ErrorBody(@Json.Property("message") String message) {
    public ErrorBody {
        message = Nil.text(message);
    }
}
