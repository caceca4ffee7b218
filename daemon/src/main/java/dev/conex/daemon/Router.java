package dev.conex.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the route of a request; the first that fits wins.
final class Router {
    private final Map<String, List<Route>> byMethod = new LinkedHashMap<>();

    Router(List<Route> routes) {
        routes.forEach(route ->
                byMethod.computeIfAbsent(route.method(), _ -> new ArrayList<>()).add(route));
    }

    /// A route and the values of its names.
    record Found(Route route, Map<String, String> values) {}

    Optional<Found> find(String method, List<String> path) {
        for (var route : byMethod.getOrDefault(method, List.of())) {
            var values = route.match(path);
            if (values.isPresent()) {
                return Optional.of(new Found(route, values.get()));
            }
        }
        return Optional.empty();
    }
}
