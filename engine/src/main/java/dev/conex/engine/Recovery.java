package dev.conex.engine;

import dev.conex.engine.ContainerStore.Safety;
import dev.conex.engine.stored.StoredShim;
import dev.conex.linux.ErrnoException;
import dev.conex.runtime.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// Puts everything in order when an engine opens over roots that another one left: what runs is adopted, what
/// ended meanwhile gets its true exit code, what was begun is finished or undone, and what nobody claims is
/// removed.
final class Recovery {
    /// Adoptions at a time.
    private static final int FAN_OUT = 16;
    /// Docker's code for an end that nobody saw: the host was restarted.
    private static final int UNSEEN = 255;

    private final Core core;
    private final ContainerExits exits;
    private final ContainerRemover remover;

    Recovery(Core core, ContainerExits exits, ContainerRemover remover) {
        this.core = core;
        this.exits = exits;
        this.remover = remover;
    }

    /// Before anybody else is let in.
    void run(List<ContainerRecord> records) throws InterruptedException {
        var cells = new ArrayList<ContainerCell>();
        for (var r : records) {
            try {
                core.table().reserve(r.name(), r.id());
                cells.add(core.table().add(r));
            } catch (Refusal e) {
                Quietly.warn("container %s: %s".formatted(r.id(), e.getMessage()));
            }
        }
        each(cells, this::settle);
        sweep(cells);
        each(cells, this::applyPolicy);
    }

    private interface Work {
        void on(ContainerCell cell) throws Exception;
    }

    private static void each(List<ContainerCell> cells, Work work) throws InterruptedException {
        var room = new Semaphore(FAN_OUT);
        var threads = new ArrayList<Thread>();
        for (var cell : cells) {
            room.acquire();
            threads.add(Thread.ofVirtual()
                    .name("recover-" + cell.id().shortened())
                    .start(() -> {
                        Quietly.run("recover container " + cell.id().shortened(), () -> work.on(cell));
                        room.release();
                    }));
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    private void settle(ContainerCell cell) throws IOException {
        switch (cell.record().state()) {
            case ContainerState.Created _, ContainerState.Exited _, ContainerState.Restarting _ -> {}
            case ContainerState.Starting s -> undoStart(cell, s);
            case ContainerState.Running s -> adopt(cell, s.shim());
            case ContainerState.Paused s -> adopt(cell, s.shim());
            case ContainerState.Removing s -> finishRemoval(cell, s.volumes());
            case ContainerState.Dead _ -> finishRemoval(cell, false);
        }
    }

    /// A start that nobody was told of: its process goes, if there is one.
    private void undoStart(ContainerCell cell, ContainerState.Starting s) throws IOException {
        var shim = s.shim();
        if (shim == null) {
            // the launch may have come further than its record
            core.runtime().sweep(BundleMaker.cgroup(cell.record()));
        } else {
            core.runtime().adopt(shim.record()).ifPresent(Recovery::kill);
        }
        try (var _ = cell.hold()) {
            var r = cell.record();
            var command = new ContainerCommand.LaunchFailed(
                    Refusal.LaunchRefused.UNKNOWN, "the engine ended during the start");
            if (Transition.of(r.state(), command) instanceof Transition.To to) {
                core.table().publish(cell, unassigned(r).withState(to.state()), Safety.CRASH);
            }
        }
    }

    private static void kill(Instance instance) {
        Quietly.run("kill a half-started container", () -> {
            instance.killAll();
            instance.delete();
            instance.close();
        });
    }

    private void adopt(ContainerCell cell, StoredShim shim) throws IOException {
        Optional<Instance> found;
        try {
            found = core.runtime().adopt(shim.record());
        } catch (ErrnoException e) {
            Quietly.warn("adopt container %s: %s".formatted(cell.id().shortened(), e.getMessage()));
            found = Optional.empty();
        }
        if (found.isEmpty()) {
            exits.ended(cell, null, ContainerExits.unseen(UNSEEN));
            return;
        }
        var instance = found.get();
        cell.instance(instance);
        cell.attached().started(instance.streams());
        readopt(cell, instance);
        exits.watch(cell, instance);
    }

    private void readopt(ContainerCell cell, Instance instance) {
        var r = cell.record();
        if (NetworkMode.of(r.spec()).connected()) {
            // gone already if it ended meanwhile: then there is nothing to answer for
            Quietly.run("network of container " + cell.id().shortened(), () -> {
                try (var namespace = instance.networkNamespace()) {
                    core.networks().adopt(Launcher.joining(r), namespace);
                } catch (ErrnoException _) {
                    // its end is being recorded
                }
            });
        }
    }

    private void finishRemoval(ContainerCell cell, boolean volumes) {
        try (var _ = cell.hold()) {
            if (Transition.of(cell.record().state(), new ContainerCommand.Remove(true, volumes))
                    instanceof Transition.To to) {
                core.table().publish(cell, cell.record().withState(to.state()), Safety.CRASH);
            }
            remover.finish(cell, volumes);
        }
    }

    private static ContainerRecord unassigned(ContainerRecord r) {
        return r.withEndpoints(r.endpoints().stream().map(Endpoint::unassigned).toList());
    }

    /// What no record claims: directories, writable layers, links, firewall elements, and all that builds had begun:
    /// none goes on yet.
    private void sweep(List<ContainerCell> cells) {
        var live = new HashSet<String>();
        var endpoints = new HashSet<String>();
        for (var cell : cells) {
            if (core.table().byId(cell.id().value()).isPresent()) {
                live.add(cell.id().value());
                cell.record().endpoints().stream()
                        .filter(e -> e.assigned() != null)
                        .forEach(e -> endpoints.add(e.endpointId()));
            }
        }
        Quietly.run("sweep run directories", () -> sweepRuns(live));
        Quietly.run("sweep cgroups", () -> sweepCgroups(cells));
        Quietly.run(
                "sweep state directories",
                () -> sweepDirs(core.config().dataRoot().resolve("containers"), live));
        Quietly.run("sweep build directories", () -> sweepDirs(QueuedBuilds.scratch(core.config()), Set.of()));
        Quietly.run("sweep writable layers", () -> sweepSnapshots(live));
        Quietly.run("sweep networks", () -> core.networks().sweep(endpoints));
    }

    /// Of ends that were recorded and not cleared away. Those of containers with a parent of their own are known by
    /// the records only.
    private void sweepCgroups(List<ContainerCell> cells) throws IOException {
        var running = new HashSet<String>();
        for (var cell : cells) {
            var cgroup = BundleMaker.cgroup(cell.record());
            if (cell.record().state().alive()) {
                running.add(cell.id().value());
            } else if (!cgroup.equals(cell.id().value())) {
                core.runtime().sweep(cgroup);
            }
        }
        core.runtime().sweepEmpty(running);
    }

    /// A run directory without a record may have a process behind it: a launch whose record never came.
    private void sweepRuns(Set<String> live) throws IOException {
        var dir = core.config().runRoot().resolve("containers");
        for (var orphan : orphans(dir, live)) {
            core.runtime().sweep(orphan.getFileName().toString());
            ContainerRemover.deleteTree(orphan);
        }
    }

    private static void sweepDirs(Path dir, Set<String> live) throws IOException {
        for (var orphan : orphans(dir, live)) {
            ContainerRemover.deleteTree(orphan);
        }
    }

    private static List<Path> orphans(Path dir, Set<String> live) throws IOException {
        if (!Files.isDirectory(dir)) {
            return List.of();
        }
        try (var all = Files.list(dir)) {
            return all.filter(d -> !live.contains(d.getFileName().toString())).toList();
        }
    }

    private void sweepSnapshots(Set<String> live) throws IOException {
        var snapshots = core.storage().snapshots();
        for (var key : snapshots.keys()) {
            if (!live.contains(key)) {
                snapshots.remove(key);
            }
        }
    }

    /// Restart policies, and containers that were to vanish by themselves.
    private void applyPolicy(ContainerCell cell) {
        var r = cell.record();
        if (r.state() instanceof ContainerState.Restarting) {
            exits.scheduleIn(cell, Duration.ZERO);
            return;
        }
        if (!(r.state() instanceof ContainerState.Exited s)) {
            return;
        }
        if (r.autoRemove()) {
            remover.autoRemove(cell);
        } else if (startsWithEngine(r, s.life().exitCode())) {
            exits.startWithEngine(cell);
        }
    }

    private static boolean startsWithEngine(ContainerRecord r, int exitCode) {
        var policy = r.host().life().restart();
        return switch (policy.name()) {
            case "always" -> true;
            case "unless-stopped", "on-failure" -> policy.restarts(exitCode, r.restartCount(), r.stoppedByUser());
            default -> false;
        };
    }
}
