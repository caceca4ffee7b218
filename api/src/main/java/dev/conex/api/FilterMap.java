package dev.conex.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Filters on the wire: key → values, in both forms that clients send: `{"label":{"a=b":true}}` and
/// `{"label":["a=b"]}`.
public record FilterMap(Map<String, List<String>> values) {
    public static final FilterMap NONE = new FilterMap(Map.of());

    public FilterMap {
        var copy = new LinkedHashMap<String, List<String>>();
        values.forEach((key, list) -> copy.put(key, List.copyOf(list)));
        values = Collections.unmodifiableMap(copy);
    }

    /// Reads either form; absent or empty text is no filter.
    ///
    /// @throws MalformedJson if it is neither
    public static FilterMap parse(@Nullable String json) throws MalformedJson {
        if (json == null || json.isEmpty()) {
            return NONE;
        }
        if (!(JsonTree.read(json.getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> map)) {
            throw new MalformedJson("filters are no object", null);
        }
        var values = new LinkedHashMap<String, List<String>>();
        for (var entry : map.entrySet()) {
            values.put(String.valueOf(entry.getKey()), valuesOf(entry.getValue()));
        }
        return new FilterMap(values);
    }

    private static List<String> valuesOf(@Nullable Object value) throws MalformedJson {
        var texts = new ArrayList<String>();
        switch (value) {
            case null -> {}
            case List<?> list -> {
                for (var each : list) {
                    texts.add(text(each));
                }
            }
            case Map<?, ?> map -> {
                for (var each : map.entrySet()) {
                    if (!Boolean.FALSE.equals(each.getValue())) {
                        texts.add(text(each.getKey()));
                    }
                }
            }
            default -> throw new MalformedJson("filter values are neither a list nor an object", null);
        }
        return texts;
    }

    private static String text(@Nullable Object value) throws MalformedJson {
        return switch (value) {
            case String text -> text;
            case Boolean truth -> truth.toString();
            case Long whole -> whole.toString();
            case null, default -> throw new MalformedJson("a filter value is no text", null);
        };
    }

    /// The form that every version reads.
    public String json() {
        var tree = new LinkedHashMap<String, @Nullable Object>();
        values.forEach((key, list) -> {
            var set = new LinkedHashMap<String, @Nullable Object>();
            list.forEach(value -> set.put(value, true));
            tree.put(key, set);
        });
        return new String(JsonTree.write(tree), StandardCharsets.UTF_8);
    }

    /// These and one more.
    public FilterMap with(String key, String value) {
        var more = new LinkedHashMap<>(values);
        var list = new ArrayList<>(more.getOrDefault(key, List.of()));
        list.add(value);
        more.put(key, list);
        return new FilterMap(more);
    }
}
