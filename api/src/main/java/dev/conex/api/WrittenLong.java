package dev.conex.api;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import org.jspecify.annotations.Nullable;

/// A pointer to a whole number that is written as `null` when absent, where Docker does so.
@CustomAdapter(global = false)
public final class WrittenLong implements JsonAdapter<@Nullable Long> {
    public WrittenLong() {}

    @Override
    public void toJson(JsonWriter writer, @Nullable Long value) {
        if (value == null) {
            writer.rawValue("null");
        } else {
            writer.value(value);
        }
    }

    @Override
    public @Nullable Long fromJson(JsonReader reader) {
        return reader.isNullValue() ? null : reader.readLong();
    }

    /// This one knows null itself.
    @Override
    public JsonAdapter<@Nullable Long> nullSafe() {
        return this;
    }
}
