package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// What a prune of images removed.
@Json(caseInsensitiveKeys = true)
public record ImagesPruned(
        @Json.Property("ImagesDeleted") List<ImageDeleted> imagesDeleted,
        @Json.Property("SpaceReclaimed") long spaceReclaimed) {
    public ImagesPruned {
        imagesDeleted = Nil.list(imagesDeleted);
    }
}
