package dev.conex.engine;

import dev.conex.engine.stored.StoredMount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Says what happened to a container, with Docker's attributes: its labels, its image, its name, and more by
/// action.
final class ContainerEvents {
    private final EventSink sink;

    ContainerEvents(EventSink sink) {
        this.sink = sink;
    }

    /// Its volumes are in use from now on.
    void volumesMounted(ContainerRecord r) {
        for (var m : volumes(r)) {
            var attributes = new LinkedHashMap<String, String>();
            attributes.put("container", r.id());
            attributes.put("destination", m.destination());
            attributes.put("driver", m.driver());
            attributes.put("propagation", m.propagation());
            attributes.put("read/write", Boolean.toString(m.writable()));
            sink.publish(Event.Type.VOLUME, "mount", m.volume(), attributes);
        }
    }

    /// Its volumes are no longer in use by it.
    void volumesUnmounted(ContainerRecord r) {
        for (var m : volumes(r)) {
            sink.publish(Event.Type.VOLUME, "unmount", m.volume(), Map.of("container", r.id(), "driver", m.driver()));
        }
    }

    private static List<StoredMount> volumes(ContainerRecord r) {
        return r.mounts().stream()
                .filter(m -> m.kind() == StoredMount.Kind.VOLUME)
                .toList();
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
