package dev.conex.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/// Says what happened to a container, with Docker's attributes: its labels, its image, its name, and more by
/// action.
final class ContainerEvents {
    private final EventSink sink;

    ContainerEvents(EventSink sink) {
        this.sink = sink;
    }

    void say(ContainerRecord r, String action) {
        say(r, action, Map.of());
    }

    void say(ContainerRecord r, String action, Map<String, String> more) {
        var attributes = new LinkedHashMap<>(Given.map(r.config().labels()));
        attributes.putAll(more);
        attributes.put("image", r.config().image());
        attributes.put("name", r.name());
        sink.publish(Event.Type.CONTAINER, action, r.id(), attributes);
    }
}
