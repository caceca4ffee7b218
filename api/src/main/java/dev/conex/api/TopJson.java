package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// Processes of a container.
@Json(caseInsensitiveKeys = true)
public record TopJson(
        @Json.Property("Processes") List<List<String>> processes,
        @Json.Property("Titles") List<String> titles) {
    public TopJson {
        processes = Nil.orEmpty(processes);
        titles = Nil.orEmpty(titles);
    }
}
