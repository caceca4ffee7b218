package dev.conex.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// The answer to a login.
@Json(caseInsensitiveKeys = true)
public record AuthAnswer(
        @Json.Property("IdentityToken") @Nullable String identityToken,
        @Json.Property("Status") String status) {
    public AuthAnswer {
        identityToken = Nil.omitEmpty(identityToken);
        status = Nil.text(status);
    }
}
