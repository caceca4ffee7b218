package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// The story of one layer.
@Json(caseInsensitiveKeys = true)
public record HistoryRow(
        @Json.Property("Comment") String comment,
        @Json.Property("Created") long created,
        @Json.Property("CreatedBy") String createdBy,
        @Json.Property("Id") String id,
        @Json.Property("Size") long size,
        @Json.Property("Tags") List<String> tags) {
    public HistoryRow {
        comment = Nil.text(comment);
        createdBy = Nil.text(createdBy);
        id = Nil.text(id);
        tags = Nil.list(tags);
    }
}
