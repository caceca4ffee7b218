package dev.conex.daemon;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A method and a path pattern. A segment `{x}` takes one segment, `{x*}` one or more (names of images have slashes).
record Route(String method, String pattern, List<String> segments, Action action) {
    /// What a route does.
    @FunctionalInterface
    interface Action {
        void run(Exchange exchange) throws IOException, InterruptedException;
    }

    static Route of(String method, String pattern, Action action) {
        return new Route(method, pattern, List.of(pattern.substring(1).split("/", -1)), action);
    }

    static Route get(String pattern, Action action) {
        return of("GET", pattern, action);
    }

    static Route post(String pattern, Action action) {
        return of("POST", pattern, action);
    }

    static Route delete(String pattern, Action action) {
        return of("DELETE", pattern, action);
    }

    /// The values of the pattern's names, if the path fits.
    Optional<Map<String, String>> match(List<String> path) {
        int extra = path.size() - segments.size();
        if (extra < 0) {
            return Optional.empty();
        }
        var values = new LinkedHashMap<String, String>();
        int at = 0;
        for (var segment : segments) {
            if (segment.endsWith("*}")) {
                values.put(
                        segment.substring(1, segment.length() - 2), String.join("/", path.subList(at, at + extra + 1)));
                at += extra + 1;
                extra = 0;
            } else if (segment.startsWith("{")) {
                if (path.get(at).isEmpty()) {
                    return Optional.empty();
                }
                values.put(segment.substring(1, segment.length() - 1), path.get(at++));
            } else if (!segment.equals(path.get(at++))) {
                return Optional.empty();
            }
        }
        return at == path.size() ? Optional.of(values) : Optional.empty();
    }
}
