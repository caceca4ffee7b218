package dev.conex.engine;

import dev.conex.engine.ContainerState.Before;
import dev.conex.engine.ContainerState.Created;
import dev.conex.engine.ContainerState.Dead;
import dev.conex.engine.ContainerState.Exited;
import dev.conex.engine.ContainerState.Life;
import dev.conex.engine.ContainerState.Paused;
import dev.conex.engine.ContainerState.Removing;
import dev.conex.engine.ContainerState.Restarting;
import dev.conex.engine.ContainerState.Running;
import dev.conex.engine.ContainerState.Starting;
import dev.conex.engine.stored.StoredContainer;
import dev.conex.engine.stored.StoredShim;
import dev.conex.engine.stored.StoredState;
import dev.conex.engine.stored.StoredState.Case;
import org.jspecify.annotations.Nullable;

/// Between a container's record and its form on the disk. Pure.
final class RecordForm {
    private RecordForm() {}

    static StoredContainer stored(ContainerRecord r) {
        return new StoredContainer(
                StoredContainer.SCHEMA,
                r.id(),
                r.name(),
                r.created(),
                r.origin(),
                r.spec(),
                r.mounts(),
                r.endpoints(),
                stored(r.state()),
                r.restartCount(),
                r.stoppedByUser());
    }

    static ContainerRecord record(StoredContainer s) {
        if (s.schema() > StoredContainer.SCHEMA) {
            throw new IllegalStateException("written by a newer engine: schema %d".formatted(s.schema()));
        }
        return new ContainerRecord(
                s.id(),
                s.name(),
                s.created(),
                s.origin(),
                s.spec(),
                s.mounts(),
                s.endpoints(),
                state(s.state()),
                s.restartCount(),
                s.stoppedByUser());
    }

    private static StoredState stored(ContainerState state) {
        return switch (state) {
            case Created s -> stored(Case.CREATED, s.life(), null, null, false);
            case Starting s ->
                stored(Case.STARTING, s.life(), s.shim(), s.before().name(), false);
            case Running s -> stored(Case.RUNNING, s.life(), s.shim(), null, false);
            case Paused s -> stored(Case.PAUSED, s.life(), s.shim(), null, false);
            case Restarting s -> stored(Case.RESTARTING, s.life(), null, null, false);
            case Removing s -> stored(Case.REMOVING, s.life(), null, null, s.volumes());
            case Exited s -> stored(Case.EXITED, s.life(), null, null, false);
            case Dead s -> stored(Case.DEAD, s.life(), null, null, false);
        };
    }

    private static StoredState stored(
            Case kind, Life life, @Nullable StoredShim shim, @Nullable String before, boolean volumes) {
        return new StoredState(
                kind,
                life.pid(),
                life.exitCode(),
                life.oomKilled(),
                life.error(),
                life.startedAt(),
                life.finishedAt(),
                shim,
                before,
                volumes);
    }

    private static ContainerState state(StoredState s) {
        var life = new Life(s.pid(), s.exitCode(), s.oomKilled(), s.error(), s.startedAt(), s.finishedAt());
        return switch (s.kind()) {
            case CREATED -> new Created(life);
            case STARTING -> new Starting(life, before(s), s.shim());
            case RUNNING -> new Running(life, shim(s));
            case PAUSED -> new Paused(life, shim(s));
            case RESTARTING -> new Restarting(life);
            case REMOVING -> new Removing(life, s.volumes());
            case EXITED -> new Exited(life);
            case DEAD -> new Dead(life);
        };
    }

    private static Before before(StoredState s) {
        return s.before() == null ? Before.CREATED : Before.valueOf(s.before());
    }

    private static StoredShim shim(StoredState s) {
        if (s.shim() == null) {
            throw new IllegalStateException("a running container without its shim");
        }
        return s.shim();
    }
}
