package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// What a prune of containers removed.
@Json(caseInsensitiveKeys = true)
public record ContainersPruned(
        @Json.Property("ContainersDeleted") List<String> containersDeleted,
        @Json.Property("SpaceReclaimed") long spaceReclaimed) {
    public ContainersPruned {
        containersDeleted = Nil.list(containersDeleted);
    }
}
