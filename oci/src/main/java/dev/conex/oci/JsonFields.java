package dev.conex.oci;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of a foreign JSON object, each read as the type it must have; unknown fields are left alone. A field
/// that is absent or null reads as empty, as Go's decoder does. Errors name the field.
final class JsonFields {
    private final Map<String, @Nullable Object> fields;
    private final String where;

    JsonFields(Map<String, @Nullable Object> fields, String where) {
        this.fields = fields;
        this.where = where;
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    String text(String name) throws MalformedContent {
        return switch (fields.get(name)) {
            case null -> "";
            case String text -> text;
            case Object other -> throw wrong(name, "a string", other);
        };
    }

    @Nullable
    String textOrNull(String name) throws MalformedContent {
        return has(name) ? text(name) : null;
    }

    long number(String name) throws MalformedContent {
        return switch (fields.get(name)) {
            case null -> 0;
            case Long number -> number;
            case Object other -> throw wrong(name, "a whole number", other);
        };
    }

    boolean flag(String name) throws MalformedContent {
        return switch (fields.get(name)) {
            case null -> false;
            case Boolean flag -> flag;
            case Object other -> throw wrong(name, "true or false", other);
        };
    }

    @Nullable
    Instant time(String name) throws MalformedContent {
        var text = text(name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new MalformedContent(
                    "%s.%s: not a time: \"%s\"".formatted(where, name, StrictJson.shortened(text)), e);
        }
    }

    Digest digest(String name) throws MalformedContent {
        return digest(name, text(name));
    }

    private Digest digest(String name, String text) throws MalformedContent {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedContent(
                    "%s.%s: \"%s\": %s".formatted(where, name, StrictJson.shortened(text), e.getMessage()), e);
        }
    }

    /// Null when absent.
    @Nullable
    JsonFields object(String name) throws MalformedContent {
        var value = fields.get(name);
        return value == null ? null : objectOf(name, value);
    }

    List<JsonFields> objects(String name) throws MalformedContent {
        var out = new ArrayList<JsonFields>();
        for (var value : list(name)) {
            out.add(objectOf("%s[%d]".formatted(name, out.size()), value));
        }
        return out;
    }

    @SuppressWarnings("unchecked") // StrictJson makes no other maps
    private JsonFields objectOf(String name, @Nullable Object value) throws MalformedContent {
        if (value instanceof Map<?, ?> map) {
            return new JsonFields((Map<String, @Nullable Object>) map, where + "." + name);
        }
        throw wrong(name, "an object", value);
    }

    List<String> texts(String name) throws MalformedContent {
        var out = new ArrayList<String>();
        for (var value : list(name)) {
            if (!(value instanceof String text)) {
                throw wrong(name, "a list of strings", value);
            }
            out.add(text);
        }
        return List.copyOf(out);
    }

    List<Digest> digests(String name) throws MalformedContent {
        var out = new ArrayList<Digest>();
        for (var text : texts(name)) {
            out.add(digest("%s[%d]".formatted(name, out.size()), text));
        }
        return List.copyOf(out);
    }

    Map<String, String> textMap(String name) throws MalformedContent {
        var object = object(name);
        var out = new LinkedHashMap<String, String>();
        if (object != null) {
            for (var key : object.fields.keySet()) {
                out.put(key, object.text(key));
            }
        }
        return out;
    }

    /// The keys of an object used as a set: `{"80/tcp":{}}`.
    List<String> keys(String name) throws MalformedContent {
        var object = object(name);
        return object == null ? List.of() : List.copyOf(object.fields.keySet());
    }

    List<? extends @Nullable Object> list(String name) throws MalformedContent {
        return switch (fields.get(name)) {
            case null -> List.of();
            case List<?> list -> list;
            case Object other -> throw wrong(name, "a list", other);
        };
    }

    /// Refuses keys that differ from `names` in case only: Go's decoder would take them for the same field.
    void refuseOtherSpelling(String... names) throws MalformedContent {
        for (var key : fields.keySet()) {
            for (var name : names) {
                if (key.equalsIgnoreCase(name) && !key.equals(name)) {
                    throw new MalformedContent("%s: key \"%s\" must be spelt \"%s\"".formatted(where, key, name));
                }
            }
        }
    }

    MalformedContent wrong(String name, String wanted, @Nullable Object got) {
        return new MalformedContent("%s.%s: expected %s, got %s".formatted(where, name, wanted, kind(got)));
    }

    MalformedContent malformed(String why) {
        return new MalformedContent(where + ": " + why);
    }

    private static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String _ -> "a string";
            case Number _ -> "a number";
            case Boolean _ -> "a boolean";
            case List<?> _ -> "a list";
            case Object _ -> "an object";
        };
    }
}
