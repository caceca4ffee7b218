package dev.conex.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// Processor and system.
@Json(caseInsensitiveKeys = true)
public record PlatformJson(
        @Json.Property("architecture") String architecture,
        @Json.Property("os") String os,
        @Json.Property("variant") @Nullable String variant) {
    public PlatformJson {
        architecture = Nil.text(architecture);
        os = Nil.text(os);
        variant = Nil.omitEmpty(variant);
    }
}
