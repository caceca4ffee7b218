package dev.conex.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Filters as a user gave them: key → values, in order. Several values of one key are alternatives, but `label`
/// values must all fit, as in Docker.
public record Filters(Map<String, List<String>> values) {
    public static final Filters NONE = new Filters(Map.of());

    public Filters {
        var copy = new LinkedHashMap<String, List<String>>();
        values.forEach((key, list) -> copy.put(key, List.copyOf(list)));
        values = java.util.Collections.unmodifiableMap(copy);
    }

    /// One key, some values.
    public static Filters of(String key, String... values) {
        return new Filters(Map.of(key, List.of(values)));
    }

    /// Values of a key; none if it wasn't given.
    public List<String> of(String key) {
        return values.getOrDefault(key, List.of());
    }

    /// Whether the key was given.
    public boolean has(String key) {
        return !of(key).isEmpty();
    }

    /// Refuses keys that are not among the known.
    public Filters only(Set<String> known) {
        for (var key : values.keySet()) {
            if (!known.contains(key)) {
                throw new Refusal.Invalid(Refusal.What.FILTER, key, "");
            }
        }
        return this;
    }

    /// Whether the value is among those wanted, or none is wanted.
    public boolean fits(String key, String value) {
        return !has(key) || of(key).contains(value);
    }

    /// Whether the value has one of the wanted patterns (regular expressions) in it, or none is wanted.
    public boolean fitsPattern(String key, String value) {
        return !has(key) || of(key).stream().anyMatch(wish -> found(wish, value));
    }

    private static boolean found(String wish, String value) {
        try {
            return value.contains(wish) || Pattern.compile(wish).matcher(value).find();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /// Whether labels have every wanted `key` or `key=value`, and none of `label!`.
    public boolean fitsLabels(Map<String, String> labels) {
        return of("label").stream().allMatch(wish -> hasLabel(labels, wish))
                && of("label!").stream().noneMatch(wish -> hasLabel(labels, wish));
    }

    private static boolean hasLabel(Map<String, String> labels, String wish) {
        var at = wish.indexOf('=');
        var key = at < 0 ? wish : wish.substring(0, at);
        var value = labels.get(key);
        return value != null && (at < 0 || value.equals(wish.substring(at + 1)));
    }
}
