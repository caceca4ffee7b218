package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// What a prune of volumes removed.
@Json(caseInsensitiveKeys = true)
public record VolumesPruned(
        @Json.Property("VolumesDeleted") List<String> volumesDeleted,
        @Json.Property("SpaceReclaimed") long spaceReclaimed) {
    public VolumesPruned {
        volumesDeleted = Nil.orEmpty(volumesDeleted);
    }
}
