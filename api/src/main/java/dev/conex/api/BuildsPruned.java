package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// What a prune of the build cache removed.
@Json(caseInsensitiveKeys = true)
public record BuildsPruned(
        @Json.Property("CachesDeleted") List<String> cachesDeleted,
        @Json.Property("SpaceReclaimed") long spaceReclaimed) {
    public BuildsPruned {
        cachesDeleted = Nil.list(cachesDeleted);
    }
}
