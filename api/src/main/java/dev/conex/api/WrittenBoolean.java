package dev.conex.api;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import org.jspecify.annotations.Nullable;

/// A pointer to a boolean that is written as `null` when absent, where Docker does so.
@CustomAdapter(global = false)
public final class WrittenBoolean implements JsonAdapter<@Nullable Boolean> {
    public WrittenBoolean() {}

    @Override
    public void toJson(JsonWriter writer, @Nullable Boolean value) {
        if (value == null) {
            writer.rawValue("null");
        } else {
            writer.value(value);
        }
    }

    @Override
    public @Nullable Boolean fromJson(JsonReader reader) {
        return reader.isNullValue() ? null : reader.readBoolean();
    }

    /// This one knows null itself.
    @Override
    public JsonAdapter<@Nullable Boolean> nullSafe() {
        return this;
    }
}
