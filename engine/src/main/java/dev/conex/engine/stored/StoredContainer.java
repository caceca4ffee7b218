package dev.conex.engine.stored;

import dev.conex.engine.ContainerSpec;
import dev.conex.engine.Endpoint;
import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;

/// A container as it is stored. `schema` says how to read it.
@Json
public record StoredContainer(
        int schema,
        String id,
        String name,
        Instant created,
        StoredOrigin origin,
        ContainerSpec spec,
        List<StoredMount> mounts,
        List<Endpoint> endpoints,
        StoredState state,
        int restartCount,
        boolean stoppedByUser) {
    /// What is written today.
    public static final int SCHEMA = 1;
}
