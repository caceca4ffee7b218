package dev.conex.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads of a JSON tree that never fail: what is missing or of another kind is empty.
///
/// @param value `Map`, `List`, `String`, number, `Boolean` or null
record Tree(@Nullable Object value) {
    Tree at(String... keys) {
        Object here = value;
        for (String key : keys) {
            here = here instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return new Tree(here);
    }

    String text(String... keys) {
        Object found = at(keys).value;
        return found == null ? "" : found.toString();
    }

    long number(String... keys) {
        return at(keys).value instanceof Number number ? number.longValue() : 0;
    }

    double decimal(String... keys) {
        return at(keys).value instanceof Number number ? number.doubleValue() : 0;
    }

    boolean on(String... keys) {
        return Boolean.TRUE.equals(at(keys).value);
    }

    List<Tree> list(String... keys) {
        List<Tree> items = new ArrayList<>();
        if (at(keys).value instanceof List<?> list) {
            list.forEach(item -> items.add(new Tree(item)));
        }
        return items;
    }

    List<String> texts(String... keys) {
        return list(keys).stream().map(Tree::text).toList();
    }

    Map<String, Tree> map(String... keys) {
        Map<String, Tree> items = new LinkedHashMap<>();
        if (at(keys).value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> items.put(String.valueOf(key), new Tree(item)));
        }
        return items;
    }

    boolean missing() {
        return value == null;
    }
}
