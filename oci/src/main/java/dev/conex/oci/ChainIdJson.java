package dev.conex.oci;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/// Chain ids as strings inside other modules' stored records.
@CustomAdapter
public final class ChainIdJson implements JsonAdapter<ChainId> {
    public ChainIdJson(Jsonb jsonb) {}

    @Override
    public void toJson(JsonWriter writer, @Nullable ChainId chain) {
        if (chain == null) {
            writer.nullValue();
        } else {
            writer.value(chain.toString());
        }
    }

    @Override
    public @Nullable ChainId fromJson(JsonReader reader) {
        return reader.isNullValue() ? null : ChainId.parse(reader.readString());
    }
}
