package dev.conex.api;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One cached step. The blank in ` Parents` is Docker's own.
@Json(caseInsensitiveKeys = true)
public record BuildCacheJson(
        @Json.Property("ID") String id,
        @Json.Property(" Parents") @Nullable List<String> parents,
        @Json.Property("Type") String type,
        @Json.Property("Description") String description,
        @Json.Property("InUse") boolean inUse,
        @Json.Property("Shared") boolean shared,
        @Json.Property("Size") long size,
        @Json.Property("CreatedAt") Instant createdAt,
        @Json.Property("LastUsedAt") @Nullable Instant lastUsedAt,
        @Json.Property("UsageCount") int usageCount) {
    public BuildCacheJson {
        id = Nil.text(id);
        parents = Nil.omitEmpty(parents);
        type = Nil.text(type);
        description = Nil.text(description);
        createdAt = Times.orZero(createdAt);
    }
}
