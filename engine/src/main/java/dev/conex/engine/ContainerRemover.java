package dev.conex.engine;

import dev.conex.engine.ContainerStore.Safety;
import dev.conex.engine.stored.StoredMount;
import dev.conex.linux.Dir;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Removes containers: for the user at once, for the disk in the background. Intent on disk first, so that a
/// restarted engine finishes what was begun.
final class ContainerRemover {
    /// How often a container is killed that something starts again meanwhile.
    private static final int TRIES = 5;

    private final Core core;
    private final ContainerStopper stopper;
    private final ContainerEvents events;

    ContainerRemover(Core core, ContainerStopper stopper) {
        this.core = core;
        this.stopper = stopper;
        this.events = new ContainerEvents(core.events());
    }

    void remove(ContainerCell cell, RemoveOptions options) {
        for (int i = 0; i < TRIES && options.force(); i++) {
            if (cell.record().state().alive()) {
                stopper.killAndWait(cell);
            }
            try {
                removeIdle(cell, options);
                return;
            } catch (Refusal.WrongState e) {
                if (e.command() != Refusal.Command.REMOVE) {
                    throw e;
                }
                // its policy started it meanwhile; the next kill marks it as stopped
            }
        }
        removeIdle(cell, options);
    }

    private void removeIdle(ContainerCell cell, RemoveOptions options) {
        try (var _ = cell.hold()) {
            var r = cell.record();
            if (core.table().byId(r.id()).isEmpty()) {
                // a container that removes itself was faster
                return;
            }
            var command = new ContainerCommand.Remove(options.force(), options.volumes());
            if (!(Transition.of(r.state(), command) instanceof Transition.To to)
                    || r.state().alive()) {
                throw new Refusal.WrongState(
                        r.state() instanceof ContainerState.Removing
                                ? Refusal.Command.REMOVAL_IN_PROGRESS
                                : Refusal.Command.REMOVE,
                        r.id(),
                        r.name(),
                        r.state().word());
            }
            if (r.autoRemove()) {
                core.table().show(cell, r.withState(to.state()));
            } else {
                core.table().publish(cell, r.withState(to.state()), Safety.CRASH);
            }
            finish(cell, options.volumes());
        }
    }

    /// Removes a container that vanishes by itself, with its anonymous volumes. Never refuses.
    void autoRemove(ContainerCell cell) {
        Quietly.run("remove container " + cell.id().shortened(), () -> {
            try {
                remove(cell, new RemoveOptions(false, true, false));
            } catch (Refusal.WrongState _) {
                // somebody else removes it, or it was started again
            }
        });
    }

    /// The second half; also after a restart of the engine. Caller holds the lock.
    void finish(ContainerCell cell, boolean volumes) {
        var r = cell.record();
        try {
            core.storage().snapshots().remove(r.id());
            if (volumes) {
                var names = r.mounts().stream()
                        .filter(m -> m.kind() == StoredMount.Kind.VOLUME && m.anonymous())
                        .map(StoredMount::volume)
                        .toList();
                core.table().drop(cell);
                core.volumes().removeAnonymous(names);
            } else {
                core.table().drop(cell);
            }
        } catch (IOException | Refusal.Failed e) {
            failed(cell, e);
            throw new Refusal.Failed("remove container %s".formatted(cell.id().shortened()), e);
        }
        if (cell.leftover()) {
            core.background()
                    .add("sweep " + cell.id().shortened(), () -> core.runtime().sweep(BundleMaker.cgroup(r)));
        }
        deleteLater(List.of(core.stateDir(cell.id()), core.runDir(cell.id())));
        cell.attached().ended();
        events.say(r, "destroy");
        cell.waiters().removed(r.state().life().exitCode());
    }

    private void failed(ContainerCell cell, Exception e) {
        var why = Given.text(e.getMessage());
        if (Transition.of(cell.record().state(), new ContainerCommand.RemovalFailed(why)) instanceof Transition.To to) {
            core.table().publishFact(cell, cell.record().withState(to.state()), Safety.CRASH);
        }
        cell.waiters().removalFailed(why);
    }

    private void deleteLater(List<Path> dirs) {
        for (var dir : dirs) {
            core.background().add("delete " + dir, () -> deleteTree(dir));
        }
    }

    /// Also while somebody else removes something of it.
    static void deleteTree(Path dir) throws IOException {
        var name = dir.getFileName().toString().getBytes(StandardCharsets.UTF_8);
        try (var parent = Dir.open(Objects.requireNonNull(dir.getParent()))) {
            parent.removeTree(name);
        }
    }
}
