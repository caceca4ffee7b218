package dev.conex.api;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;

/// Writes `{}`, reads anything.
@CustomAdapter
public final class EmptyAdapter implements JsonAdapter<Empty> {
    public EmptyAdapter() {}

    @Override
    public void toJson(JsonWriter writer, Empty value) {
        writer.beginObject();
        writer.endObject();
    }

    @Override
    public Empty fromJson(JsonReader reader) {
        reader.skipValue();
        return Empty.VALUE;
    }
}
