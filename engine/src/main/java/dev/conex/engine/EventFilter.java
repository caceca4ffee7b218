package dev.conex.engine;

import java.util.List;
import java.util.Set;

/// Which events a listener wants, as Docker reads the filters.
final class EventFilter {
    private static final Set<String> KEYS = Set.of(
            "config",
            "container",
            "daemon",
            "event",
            "image",
            "label",
            "network",
            "node",
            "plugin",
            "scope",
            "secret",
            "service",
            "type",
            "volume");

    private EventFilter() {}

    static void check(Filters filters) {
        filters.only(KEYS);
    }

    static boolean fits(Event event, EventQuery query) {
        var f = query.filters();
        var until = query.until();
        return (until == null || !event.time().isAfter(until))
                && f.fits("type", event.type().word())
                && f.fits("scope", "local")
                && fitsAction(event, f)
                && f.fitsLabels(event.attributes())
                && fitsActor(event, f, "container", Event.Type.CONTAINER)
                && fitsActor(event, f, "network", Event.Type.NETWORK)
                && fitsActor(event, f, "volume", Event.Type.VOLUME)
                && fitsActor(event, f, "daemon", Event.Type.DAEMON)
                && fitsImage(event, f)
                && f.of("plugin").isEmpty();
    }

    /// `exec_start: sh` fits both itself and `exec_start`.
    private static boolean fitsAction(Event event, Filters f) {
        if (!f.has("event")) {
            return true;
        }
        var action = event.action();
        int colon = action.indexOf(':');
        var verb = colon < 0 ? action : action.substring(0, colon);
        return f.of("event").contains(action) || f.of("event").contains(verb);
    }

    private static boolean fitsActor(Event event, Filters f, String key, Event.Type type) {
        var wanted = f.of(key);
        if (wanted.isEmpty()) {
            return true;
        }
        if (event.type() != type) {
            return false;
        }
        var name = event.attributes().getOrDefault("name", "");
        return wanted.stream().anyMatch(w -> w.equals(name) || event.actorId().startsWith(w) || w.equals("/" + name));
    }

    /// An image filter fits the image itself, and containers made of it.
    private static boolean fitsImage(Event event, Filters f) {
        var wanted = f.of("image");
        if (wanted.isEmpty()) {
            return true;
        }
        var names = switch (event.type()) {
            case IMAGE -> List.of(event.actorId(), event.attributes().getOrDefault("name", ""));
            case CONTAINER -> List.of(event.attributes().getOrDefault("image", ""));
            case NETWORK, VOLUME, DAEMON, BUILDER -> List.<String>of();
        };
        return wanted.stream()
                .anyMatch(w ->
                        names.stream().anyMatch(n -> n.equals(w) || untagged(n).equals(w)));
    }

    private static String untagged(String name) {
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}
