package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// The answer to an update.
@Json(caseInsensitiveKeys = true)
public record UpdateAnswer(@Json.Property("Warnings") List<String> warnings) {
    public UpdateAnswer {
        warnings = Nil.list(warnings);
    }
}
