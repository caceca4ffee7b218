package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that happened.
@Json(caseInsensitiveKeys = true)
public record EventJson(
        @Json.Property("status") @Nullable String status,
        @Json.Property("id") @Nullable String id,
        @Json.Property("from") @Nullable String from,
        @Json.Property("Type") String type,
        @Json.Property("Action") String action,
        @Json.Property("Actor") ActorJson actor,
        @Json.Property("scope") @Nullable String scope,
        @Json.Property("time") @Nullable Long time,
        @Json.Property("timeNano") @Nullable Long timeNano) {
    public EventJson {
        status = Nil.omitEmpty(status);
        id = Nil.omitEmpty(id);
        from = Nil.omitEmpty(from);
        type = Nil.text(type);
        action = Nil.text(action);
        scope = Nil.omitEmpty(scope);
    }

    /// What it happened to.
    @Json(caseInsensitiveKeys = true)
    public record ActorJson(
            @Json.Property("ID") String id,
            @Json.Property("Attributes") Map<String, String> attributes) {
        public ActorJson {
            id = Nil.text(id);
            attributes = Nil.orEmpty(attributes);
        }
    }
}
