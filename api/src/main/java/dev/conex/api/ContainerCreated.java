package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// The answer to a create.
@Json(caseInsensitiveKeys = true)
public record ContainerCreated(
        @Json.Property("Id") String id,
        @Json.Property("Warnings") List<String> warnings) {
    public ContainerCreated {
        id = Nil.text(id);
        warnings = Nil.orEmpty(warnings);
    }
}
