package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.Map;

/// Where the files are, in Docker's older words.
@Json(caseInsensitiveKeys = true)
public record GraphDriverJson(
        @Json.Property("Data") Map<String, String> data,
        @Json.Property("Name") String name) {
    public GraphDriverJson {
        data = Nil.map(data);
        name = Nil.text(name);
    }
}
