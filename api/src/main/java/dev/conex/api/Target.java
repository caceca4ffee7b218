package dev.conex.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A path with its query, escaped. Immutable.
public record Target(String text) {
    /// A path below the version prefix; each `{}` takes the next segment, escaped.
    public static Target of(String path, String... segments) {
        var text = new StringBuilder();
        int from = 0;
        for (var segment : segments) {
            int at = path.indexOf("{}", from);
            text.append(path, from, at).append(escape(segment));
            from = at + 2;
        }
        return new Target(text.append(path, from, path.length()).toString());
    }

    /// With one more parameter; an absent or empty value is left out.
    public Target with(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return this;
        }
        return new Target(text + (text.indexOf('?') < 0 ? '?' : '&') + escape(name) + '=' + escape(value));
    }

    /// With a flag, which is left out when false.
    public Target with(String name, boolean flag) {
        return flag ? with(name, "1") : this;
    }

    /// With a number, which is left out when absent.
    public Target with(String name, @Nullable Integer number) {
        return number == null ? this : with(name, number.toString());
    }

    /// With a time, which is left out when absent.
    public Target with(String name, @Nullable Instant time) {
        return time == null ? this : with(name, Times.forQuery(time));
    }

    /// With filters, which are left out when there are none.
    public Target with(FilterMap filters) {
        return filters.values().isEmpty() ? this : with("filters", filters.json());
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
