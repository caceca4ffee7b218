package dev.conex.engine;

import dev.conex.engine.stored.StoredMount;
import dev.conex.engine.stored.StoredOrigin;
import java.time.Instant;
import java.util.List;

/// A container as it is stored: the spec merged with the image's configuration, what was resolved at create,
/// and the state. Immutable; a change is a new record.
record ContainerRecord(
        String id,
        String name,
        Instant created,
        StoredOrigin origin,
        ContainerSpec spec,
        List<StoredMount> mounts,
        List<Endpoint> endpoints,
        ContainerState state,
        int restartCount,
        boolean stoppedByUser) {

    ContainerRecord {
        mounts = List.copyOf(mounts);
        endpoints = List.copyOf(endpoints);
    }

    ContainerId key() {
        return new ContainerId(id);
    }

    ContainerConfig config() {
        return spec.config();
    }

    HostOptions host() {
        return spec.host();
    }

    boolean autoRemove() {
        return spec.host().life().autoRemove();
    }

    ContainerRecord withState(ContainerState other) {
        return new ContainerRecord(
                id, name, created, origin, spec, mounts, endpoints, other, restartCount, stoppedByUser);
    }

    ContainerRecord withName(String other) {
        return new ContainerRecord(
                id, other, created, origin, spec, mounts, endpoints, state, restartCount, stoppedByUser);
    }

    ContainerRecord withEndpoints(List<Endpoint> other) {
        return new ContainerRecord(id, name, created, origin, spec, mounts, other, state, restartCount, stoppedByUser);
    }

    ContainerRecord withSpec(ContainerSpec other) {
        return new ContainerRecord(
                id, name, created, origin, other, mounts, endpoints, state, restartCount, stoppedByUser);
    }

    ContainerRecord withRestarts(int count) {
        return new ContainerRecord(id, name, created, origin, spec, mounts, endpoints, state, count, stoppedByUser);
    }

    ContainerRecord withStoppedByUser(boolean stopped) {
        return new ContainerRecord(id, name, created, origin, spec, mounts, endpoints, state, restartCount, stopped);
    }
}
