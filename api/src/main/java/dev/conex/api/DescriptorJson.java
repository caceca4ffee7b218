package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Content by digest.
@Json(caseInsensitiveKeys = true)
public record DescriptorJson(
        @Json.Property("mediaType") String mediaType,
        @Json.Property("digest") String digest,
        @Json.Property("size") long size,
        @Json.Property("annotations") @Nullable Map<String, String> annotations,
        @Json.Property("platform") @Nullable PlatformJson platform) {
    public DescriptorJson {
        mediaType = Nil.text(mediaType);
        digest = Nil.text(digest);
        annotations = Nil.omitEmpty(annotations);
    }
}
