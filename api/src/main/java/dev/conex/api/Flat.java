package dev.conex.api;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonOutput;
import io.avaje.jsonb.Jsonb;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/// Groups of fields that stand side by side in one JSON object, as Go embeds structs: each group is a record of its own
/// and reads what is its own.
final class Flat {
    /// An object without any field.
    static final byte[] NOTHING = {'{', '}'};

    private final Jsonb jsonb;

    Flat(Jsonb jsonb) {
        this.jsonb = jsonb;
    }

    /// Writes the groups as one object.
    void write(JsonWriter writer, Object... groups) {
        var all = new StringJoiner(",", "{", "}");
        for (var group : groups) {
            var inner = inner(group);
            if (!inner.isEmpty()) {
                all.add(inner);
            }
        }
        writer.rawValue(all.toString());
    }

    @SuppressWarnings("unchecked")
    private String inner(Object group) {
        var bytes = new ByteArrayOutputStream();
        try (var nested = jsonb.writer(JsonOutput.ofStream(bytes))) {
            ((JsonAdapter<Object>) jsonb.adapter(group.getClass())).toJson(nested, group);
        }
        var json = bytes.toString(StandardCharsets.UTF_8);
        return json.substring(1, json.length() - 1);
    }

    /// The object apart, to be read by each group.
    static byte[] raw(JsonReader reader) {
        return JsonTree.write(JsonTree.value(reader));
    }

    /// One group of the object.
    <T> T read(byte[] raw, Class<T> group) {
        try (var reader = jsonb.reader(raw)) {
            return jsonb.adapter(group).fromJson(reader);
        }
    }
}
