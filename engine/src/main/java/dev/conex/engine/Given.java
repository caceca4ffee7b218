package dev.conex.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Collections as a peer gave them: absent where Docker's JSON has null. Copies keep the order.
final class Given {
    private Given() {}

    /// Never absent; null elements are dropped.
    static <T> List<T> list(@Nullable List<T> given) {
        return given == null ? List.of() : given;
    }

    /// Never absent.
    static <K, V> Map<K, V> map(@Nullable Map<K, V> given) {
        return given == null ? Map.of() : given;
    }

    /// An unmodifiable copy that keeps the order; absent becomes empty.
    static <K, V> Map<K, V> copy(@Nullable Map<K, V> given) {
        return given == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    /// An unmodifiable copy that keeps the order; absent stays absent.
    static <K, V> @Nullable Map<K, V> keep(@Nullable Map<K, V> given) {
        return given == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    /// An unmodifiable copy; absent stays absent; null elements are dropped.
    static <T> @Nullable List<T> keep(@Nullable List<T> given) {
        if (given == null) {
            return null;
        }
        var copy = new ArrayList<>(given);
        copy.removeIf(Objects::isNull);
        return Collections.unmodifiableList(copy);
    }

    /// Never absent.
    static String text(@Nullable String given) {
        return given == null ? "" : given;
    }
}
