package dev.conex.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// How a wait ended.
@Json(caseInsensitiveKeys = true)
public record WaitJson(
        @Json.Property("StatusCode") int statusCode,
        @Json.Property("Error") @Nullable WaitError error) {

    /// Why it could not be waited for to the end.
    @Json(caseInsensitiveKeys = true)
    public record WaitError(@Json.Property("Message") String message) {
        public WaitError {
            message = Nil.text(message);
        }
    }
}
