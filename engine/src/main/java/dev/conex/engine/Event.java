package dev.conex.engine;

import java.time.Instant;
import java.util.Map;

/// Something that happened. `sequence` has no gaps; `action` is Docker's word, with details (`exec_create:
/// sh`).
public record Event(
        long sequence, Type type, String action, String actorId, Map<String, String> attributes, Instant time) {
    public Event {
        attributes = Given.copy(attributes);
    }

    /// What it happened to.
    public enum Type {
        CONTAINER,
        IMAGE,
        NETWORK,
        VOLUME,
        DAEMON,
        BUILDER;

        /// Docker's word.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
