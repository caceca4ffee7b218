package dev.conex.api;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.AdapterFactory;
import io.avaje.jsonb.Jsonb;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lists and maps as Go reads and writes them: [Nil] is `null`, maps keep their order, a lone text is a list of one, a
/// null inside a map is Go's zero value (for records it stays null).
final class NilAdapters implements AdapterFactory {
    @Override
    public @Nullable JsonAdapter<?> create(Type type, Jsonb jsonb) {
        if (type instanceof ParameterizedType generic) {
            var arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new OfList(jsonb.adapter(arguments[0]), arguments[0] == String.class);
            }
            if (generic.getRawType() == Map.class) {
                return new OfMap(jsonb.adapter(arguments[1]), whenNull(arguments[1]));
            }
        }
        return null;
    }

    private static @Nullable Object whenNull(Type value) {
        if (value == String.class) {
            return "";
        }
        return value instanceof ParameterizedType generic && generic.getRawType() == List.class ? Nil.list() : null;
    }

    private record OfList(JsonAdapter<Object> element, boolean texts) implements JsonAdapter<@Nullable List<Object>> {
        @Override
        public void toJson(JsonWriter writer, @Nullable List<Object> list) {
            if (list == null) {
                writer.nullValue();
                return;
            }
            if (Nil.isNil(list)) {
                writer.rawValue("null");
                return;
            }
            writer.beginArray();
            for (var each : list) {
                element.toJson(writer, each);
            }
            writer.endArray();
        }

        @Override
        public @Nullable List<Object> fromJson(JsonReader reader) {
            if (reader.isNullValue()) {
                return null;
            }
            if (texts && reader.currentToken() == JsonReader.Token.STRING) {
                return List.of(reader.readString());
            }
            var list = new ArrayList<Object>();
            reader.beginArray();
            while (reader.hasNextElement()) {
                if (!reader.isNullValue()) {
                    list.add(element.fromJson(reader));
                }
            }
            reader.endArray();
            return list;
        }
    }

    private record OfMap(
            JsonAdapter<Object> value, @Nullable Object whenNull)
            implements JsonAdapter<@Nullable Map<String, Object>> {
        @Override
        public void toJson(JsonWriter writer, @Nullable Map<String, Object> map) {
            if (map == null) {
                writer.nullValue();
                return;
            }
            if (Nil.isNil(map)) {
                writer.rawValue("null");
                return;
            }
            writer.beginObject();
            for (var entry : map.entrySet()) {
                writer.name(entry.getKey());
                if (entry.getValue() == null) {
                    writer.rawValue("null");
                } else {
                    value.toJson(writer, entry.getValue());
                }
            }
            writer.endObject();
        }

        @Override
        public @Nullable Map<String, Object> fromJson(JsonReader reader) {
            if (reader.isNullValue()) {
                return null;
            }
            var map = new LinkedHashMap<String, Object>();
            reader.beginObject();
            while (reader.hasNextField()) {
                var key = reader.nextField();
                map.put(key, reader.isNullValue() ? whenNull : value.fromJson(reader));
            }
            reader.endObject();
            return map;
        }
    }
}
