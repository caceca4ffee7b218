package dev.conex.daemon.shims;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JSON object that may be changed.
record Tree(Map<String, @Nullable Object> fields) {
    /// The object itself, or the objects of a list.
    static List<Tree> rows(@Nullable Object value) {
        var rows = new ArrayList<Tree>();
        if (value instanceof List<?> list) {
            list.forEach(each -> of(each).ifPresent(rows::add));
        } else {
            of(value).ifPresent(rows::add);
        }
        return rows;
    }

    @SuppressWarnings("unchecked")
    private static Optional<Tree> of(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                ? Optional.of(new Tree((Map<String, @Nullable Object>) map))
                : Optional.empty();
    }

    /// An object inside.
    Optional<Tree> object(String name) {
        return of(fields.get(name));
    }

    /// The objects of a list inside, or the values of an object inside.
    List<Tree> objects(String name) {
        var inner = fields.get(name);
        return rows(inner instanceof Map<?, ?> map ? new ArrayList<>(map.values()) : inner);
    }

    @Nullable
    Object get(String name) {
        return fields.get(name);
    }

    String text(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    /// Texts of a list inside.
    List<String> texts(String name) {
        var texts = new ArrayList<String>();
        if (fields.get(name) instanceof List<?> list) {
            for (var each : list) {
                if (each instanceof String text) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    void put(String name, @Nullable Object value) {
        fields.put(name, value);
    }

    void putIfMissing(String name, @Nullable Object value) {
        if (!fields.containsKey(name)) {
            fields.put(name, value);
        }
    }

    void remove(String name) {
        fields.remove(name);
    }
}
