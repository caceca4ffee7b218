package dev.conex.engine;

import java.util.Map;

/// Where the halves of the engine say what happened. The edge adds nothing.
@FunctionalInterface
interface EventSink {
    /// Publishes now; `action` is Docker's word.
    void publish(Event.Type type, String action, String actorId, Map<String, String> attributes);
}
