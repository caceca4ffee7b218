package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.Map;

/// Where the output of a container goes.
@Json(caseInsensitiveKeys = true)
public record LogSettings(
        @Json.Property("Type") String type,
        @Json.Property("Config") Map<String, String> config) {
    public LogSettings {
        type = Nil.text(type);
        config = Nil.map(config);
    }
    /// The daemon's default.
    public static final LogSettings DEFAULT = new LogSettings("", Nil.map());
}
