package dev.conex.api;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Empty collections that are written as `null`, as Go writes a nil slice or map. In a wire record an absent value is
/// left out, `Nil` is written as `null`, an ordinary empty collection as `[]` or `{}`; the record's constructor decides
/// which of them its field knows.
public final class Nil {
    private static final List<Object> LIST = new NilList();
    private static final Map<String, Object> MAP = new NilMap();

    private Nil() {}

    private static final class NilList extends AbstractList<Object> {
        @Override
        public Object get(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public int size() {
            return 0;
        }
    }

    private static final class NilMap extends AbstractMap<String, Object> {
        @Override
        public Set<Entry<String, Object>> entrySet() {
            return Set.of();
        }
    }

    /// The list that is written as `null`.
    @SuppressWarnings("unchecked")
    public static <T> List<T> list() {
        return (List<T>) LIST;
    }

    /// The map that is written as `null`.
    @SuppressWarnings("unchecked")
    public static <V> Map<String, V> map() {
        return (Map<String, V>) MAP;
    }

    /// Never absent: absent becomes `null` on the wire.
    public static <T> List<T> list(@Nullable List<T> given) {
        return given == null ? list() : given;
    }

    /// Never absent: absent becomes `null` on the wire.
    public static <V> Map<String, V> map(@Nullable Map<String, V> given) {
        return given == null ? map() : given;
    }

    /// Never absent: absent becomes `[]` on the wire.
    public static <T> List<T> orEmpty(@Nullable List<T> given) {
        return given == null || isNil(given) ? List.of() : given;
    }

    /// Never absent: absent becomes `{}` on the wire.
    public static <V> Map<String, V> orEmpty(@Nullable Map<String, V> given) {
        return given == null || isNil(given) ? Map.of() : given;
    }

    /// What the user gave: absent where it was `null`.
    public static <T> @Nullable List<T> given(@Nullable List<T> wire) {
        return isNil(wire) ? null : wire;
    }

    /// What the user gave: absent where it was `null`.
    public static <V> @Nullable Map<String, V> given(@Nullable Map<String, V> wire) {
        return isNil(wire) ? null : wire;
    }

    /// Left out when empty, as Go's `omitempty`.
    public static <T> @Nullable List<T> omitEmpty(@Nullable List<T> given) {
        return given == null || given.isEmpty() ? null : given;
    }

    /// Left out when empty, as Go's `omitempty`.
    public static <V> @Nullable Map<String, V> omitEmpty(@Nullable Map<String, V> given) {
        return given == null || given.isEmpty() ? null : given;
    }

    /// Left out when empty, as Go's `omitempty`.
    public static @Nullable String omitEmpty(@Nullable String given) {
        return given == null || given.isEmpty() ? null : given;
    }

    /// Left out when zero, as Go's `omitempty`.
    public static @Nullable Long omitZero(long given) {
        return given == 0 ? null : given;
    }

    /// Left out when zero, as Go's `omitempty`.
    public static @Nullable Integer omitZero(int given) {
        return given == 0 ? null : given;
    }

    /// Left out when false, as Go's `omitempty`.
    public static @Nullable Boolean omitFalse(boolean given) {
        return given ? Boolean.TRUE : null;
    }

    /// The text, empty when absent.
    public static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    static boolean isNil(@Nullable Object collection) {
        return collection == null || collection instanceof NilList || collection instanceof NilMap;
    }
}
