package dev.conex.api;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/// Fixed addresses of an endpoint, written as `null` when there are none, as Docker does.
@CustomAdapter(global = false)
public final class WrittenEndpointIpam implements JsonAdapter<@Nullable EndpointIpam> {
    private final JsonAdapter<EndpointIpam> given;

    public WrittenEndpointIpam(Jsonb jsonb) {
        this.given = jsonb.adapter(EndpointIpam.class);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable EndpointIpam value) {
        if (value == null) {
            writer.rawValue("null");
        } else {
            given.toJson(writer, value);
        }
    }

    @Override
    public @Nullable EndpointIpam fromJson(JsonReader reader) {
        return reader.isNullValue() ? null : given.fromJson(reader);
    }

    /// This one knows null itself.
    @Override
    public JsonAdapter<@Nullable EndpointIpam> nullSafe() {
        return this;
    }
}
