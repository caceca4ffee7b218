package dev.conex.api;

import io.avaje.json.JsonException;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON without records: `Map`, `List`, `String`, `Long`, `BigDecimal`, `Boolean` and null; maps keep their order and
/// may
/// be changed. Version shims work on it.
public final class JsonTree {
    /// Objects and lists inside one another.
    public static final int DEPTH_MAX = 128;
    /// Characters of one number.
    private static final int NUMBER_CHARS_MAX = 64;

    private JsonTree() {}

    /// Reads a whole value.
    public static @Nullable Object read(byte[] json) throws MalformedJson {
        check(json);
        try (var reader = Wire.json().reader(json)) {
            return value(reader);
        } catch (JsonException | NumberFormatException | IllegalStateException e) {
            throw new MalformedJson(MalformedJson.shown(e), e);
        }
    }

    /// The next value.
    static @Nullable Object value(JsonReader reader) {
        return switch (reader.currentToken()) {
            case BEGIN_OBJECT -> object(reader);
            case BEGIN_ARRAY -> list(reader);
            case STRING -> reader.readString();
            case NUMBER -> number(reader.readDecimal());
            case BOOLEAN -> reader.readBoolean();
            case NULL -> {
                reader.isNullValue();
                yield null;
            }
        };
    }

    private static Object number(BigDecimal decimal) {
        if (decimal.scale() <= 0 && decimal.precision() - decimal.scale() <= 18) {
            return decimal.longValueExact();
        }
        return decimal;
    }

    private static Map<String, @Nullable Object> object(JsonReader reader) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        reader.beginObject();
        while (reader.hasNextField()) {
            map.put(reader.nextField(), value(reader));
        }
        reader.endObject();
        return map;
    }

    private static List<@Nullable Object> list(JsonReader reader) {
        var list = new ArrayList<@Nullable Object>();
        reader.beginArray();
        while (reader.hasNextElement()) {
            list.add(value(reader));
        }
        reader.endArray();
        return list;
    }

    /// Writes a value; nulls are written.
    public static byte[] write(@Nullable Object tree) {
        var bytes = new ByteArrayOutputStream();
        try (var writer = Wire.json().writer(bytes)) {
            writer.serializeNulls(true);
            write(writer, tree);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonWriter writer, @Nullable Object value) {
        switch (value) {
            case null -> writer.rawValue("null");
            case Map<?, ?> map -> {
                writer.beginObject();
                map.forEach((key, inner) -> {
                    writer.name(String.valueOf(key));
                    write(writer, inner);
                });
                writer.endObject();
            }
            case List<?> list -> {
                writer.beginArray();
                list.forEach(inner -> write(writer, inner));
                writer.endArray();
            }
            case String text -> writer.value(text);
            case Boolean truth -> writer.value(truth);
            case Long whole -> writer.value(whole);
            case Integer whole -> writer.value(whole);
            case BigDecimal decimal -> writer.value(decimal);
            default -> throw new IllegalArgumentException("no JSON: " + value.getClass());
        }
    }

    private static boolean isPartOfNumber(byte b) {
        return (b >= '0' && b <= '9') || b == '.' || b == '-' || b == '+';
    }

    /// Refuses what would cost too much to read: depth over [#DEPTH_MAX], numbers of more than 64
    /// characters or with an exponent (no field of the API is of that kind). Linear in
    /// the length, and needs no memory.
    public static void check(byte[] json) throws MalformedJson {
        int depth = 0;
        int digits = 0;
        boolean text = false;
        for (int i = 0; i < json.length; i++) {
            byte b = json[i];
            if (text) {
                if (b == '\\') {
                    i++;
                } else if (b == '"') {
                    text = false;
                }
                continue;
            }
            if ((b == 'e' || b == 'E') && digits > 0) {
                throw new MalformedJson("a number has an exponent", null);
            }
            digits = isPartOfNumber(b) ? digits + 1 : 0;
            if (digits > NUMBER_CHARS_MAX) {
                throw new MalformedJson("a number has more than " + NUMBER_CHARS_MAX + " characters", null);
            }
            if (b == '"') {
                text = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
            if (depth > DEPTH_MAX) {
                throw new MalformedJson("more than " + DEPTH_MAX + " objects inside one another", null);
            }
        }
    }
}
