package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// What a prune of networks removed.
@Json(caseInsensitiveKeys = true)
public record NetworksPruned(
        @Json.Property("NetworksDeleted") List<String> networksDeleted) {
    public NetworksPruned {
        networksDeleted = Nil.list(networksDeleted);
    }
}
