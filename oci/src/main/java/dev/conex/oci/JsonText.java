package dev.conex.oci;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds one JSON object field by field in a fixed order, without blanks: the same values give the same bytes, and
/// so the same digest. What is null is left out; so is what is empty, unless `always` put it in.
final class JsonText {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    JsonText put(String name, @Nullable Object value) {
        var empty = switch (value) {
            case null -> true;
            case String text -> text.isEmpty();
            case Collection<?> list -> list.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            case Boolean flag -> !flag;
            case Long number -> number == 0;
            case JsonText inner -> inner.fields.isEmpty();
            case Object _ -> false;
        };
        return empty || value == null ? this : always(name, value);
    }

    JsonText always(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /// A set written as Docker does: `{"80/tcp":{}}`.
    JsonText keys(String name, List<String> keys) {
        var inner = new JsonText();
        keys.forEach(key -> inner.always(key, new JsonText()));
        return put(name, inner);
    }

    byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        var out = new StringBuilder();
        write(out, this);
        return out.toString();
    }

    private static void write(StringBuilder out, @Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case JsonText inner -> writeMap(out, inner.fields);
            case Map<?, ?> map -> writeMap(out, map);
            case Collection<?> list -> writeList(out, list);
            case Number number -> out.append(number);
            case Boolean flag -> out.append(flag);
            case Instant time -> quote(out, time.toString());
            case Object other -> quote(out, other.toString());
        }
    }

    private static void writeMap(StringBuilder out, Map<?, ?> map) {
        out.append('{');
        var separator = "";
        for (var field : map.entrySet()) {
            out.append(separator);
            quote(out, String.valueOf(field.getKey()));
            out.append(':');
            write(out, field.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private static void writeList(StringBuilder out, Collection<?> list) {
        out.append('[');
        var separator = "";
        for (var value : list) {
            out.append(separator);
            write(out, value);
            separator = ",";
        }
        out.append(']');
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || (Character.isSurrogate(c) && !paired(text, i))) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
