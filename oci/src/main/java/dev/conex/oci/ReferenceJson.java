package dev.conex.oci;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/// References in canonical form inside other modules' stored records.
@CustomAdapter
public final class ReferenceJson implements JsonAdapter<Reference> {
    public ReferenceJson(Jsonb jsonb) {}

    @Override
    public void toJson(JsonWriter writer, @Nullable Reference reference) {
        if (reference == null) {
            writer.nullValue();
        } else {
            writer.value(reference.canonical());
        }
    }

    @Override
    public @Nullable Reference fromJson(JsonReader reader) {
        return reader.isNullValue() ? null : Reference.parse(reader.readString());
    }
}
