package dev.conex.oci;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/// Digests as strings inside other modules' stored records.
@CustomAdapter
public final class DigestJson implements JsonAdapter<Digest> {
    public DigestJson(Jsonb jsonb) {}

    @Override
    public void toJson(JsonWriter writer, @Nullable Digest digest) {
        if (digest == null) {
            writer.nullValue();
        } else {
            writer.value(digest.toString());
        }
    }

    @Override
    public @Nullable Digest fromJson(JsonReader reader) {
        return reader.isNullValue() ? null : Digest.parse(reader.readString());
    }
}
