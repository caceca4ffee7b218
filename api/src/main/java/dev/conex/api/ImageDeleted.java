package dev.conex.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// One thing that a removal did.
@Json(caseInsensitiveKeys = true)
public record ImageDeleted(
        @Json.Property("Untagged") @Nullable String untagged,
        @Json.Property("Deleted") @Nullable String deleted) {
    public ImageDeleted {
        untagged = Nil.omitEmpty(untagged);
        deleted = Nil.omitEmpty(deleted);
    }
}
