package dev.conex.cli.template;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Values as Go's `%v` prints them, and as Go's `encoding/json` writes them.
public final class GoFormat {
    private GoFormat() {}

    static String print(@Nullable Object value) {
        return value == null ? "<no value>" : inner(value);
    }

    private static String inner(@Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case List<?> list -> {
                StringJoiner joiner = new StringJoiner(" ", "[", "]");
                list.forEach(item -> joiner.add(inner(item)));
                yield joiner.toString();
            }
            case Map<?, ?> map -> {
                StringJoiner joiner = new StringJoiner(" ", "map[", "]");
                new TreeMap<>(map).forEach((key, item) -> joiner.add(key + ":" + inner(item)));
                yield joiner.toString();
            }
            case Double number -> number(number);
            default -> value.toString();
        };
    }

    static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    static String typeName(Object value) {
        return switch (value) {
            case String _ -> "string";
            case Boolean _ -> "bool";
            case Long _, Integer _ -> "int";
            case Double _ -> "float64";
            case List<?> _ -> "[]interface {}";
            default -> "interface {}";
        };
    }

    /// JSON on one line; `<`, `>` and `&` are escaped as Go does it.
    public static String json(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case String text -> quote(text, out);
            case Double number -> out.append(number(number));
            case Map<?, ?> map -> {
                StringJoiner joiner = new StringJoiner(",", "{", "}");
                map.forEach((key, item) -> {
                    if (item instanceof java.util.function.Function<?, ?>) {
                        return;
                    }
                    StringBuilder entry = new StringBuilder();
                    quote(String.valueOf(key), entry);
                    write(item, entry.append(':'));
                    joiner.add(entry);
                });
                out.append(joiner);
            }
            case List<?> list -> {
                StringJoiner joiner = new StringJoiner(",", "[", "]");
                for (Object item : list) {
                    StringBuilder entry = new StringBuilder();
                    write(item, entry);
                    joiner.add(entry);
                }
                out.append(joiner);
            }
            default -> out.append(value);
        }
    }

    /// A string with quotes and escapes, as JSON and Go's `%q` for plain text.
    public static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '<', '>', '&', '\u2028', '\u2029' -> out.append("\\u%04x".formatted((int) c));
                default -> {
                    if (c < 0x20) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
