package dev.conex.engine;

import dev.conex.engine.ContainerNetworks.Joining;
import dev.conex.engine.ContainerNetworks.Resolving;
import dev.conex.engine.ContainerStore.Safety;
import dev.conex.engine.stored.StoredShim;
import dev.conex.linux.Mount;
import dev.conex.runtime.BundleMount;
import dev.conex.runtime.Instance;
import dev.conex.storage.MountOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// Brings a container to its start gate: root, files, process, network. Each step that leaves something behind
/// pushes its undo; the caller starts the program and commits.
final class Launcher {
    private final Core core;
    private final ContainerTable table;
    private final BundleMaker bundles;

    Launcher(Core core) {
        this.core = core;
        this.table = core.table();
        this.bundles = new BundleMaker(core);
    }

    /// Caller holds the cell's lock, and the record says Starting.
    Instance launch(ContainerCell cell, Undo undo) throws IOException {
        var resolving = resolving(cell.record());
        var instance = create(cell, resolving);
        undo.push(() -> {
            instance.delete();
            instance.close();
        });
        var events = new ContainerEvents(core.events());
        events.volumesMounted(cell.record());
        undo.push(() -> events.volumesUnmounted(cell.record()));
        var endpoints = connect(cell, instance, undo);
        intent(cell, instance, endpoints);
        if (!endpoints.isEmpty()) {
            core.etc(cell.id()).writeHosts(cell.record(), hostGateway(resolving));
        }
        cell.attached().starting(instance.streams());
        return instance;
    }

    private Instance create(ContainerCell cell, Resolving resolving) throws IOException {
        var r = cell.record();
        if (cell.leftover()) {
            core.runtime().sweep(BundleMaker.cgroup(r));
            cell.leftover(false);
        }
        privateDir(core.runDir(cell.id()));
        privateDir(core.stateDir(cell.id()));
        var snapshots = core.storage().snapshots();
        var writable = snapshots
                .open(r.id())
                .orElseThrow(() -> new Refusal.Failed("container %s has no writable layer".formatted(r.id()), null));
        var connected = NetworkMode.of(r.spec()).connected();
        core.etc(cell.id())
                .write(
                        r,
                        connected
                                ? EtcFiles.resolvConfText(resolving)
                                : EtcFiles.hostResolvConf(r.host().network()),
                        hostGateway(resolving));
        var root = snapshots.mount(writable, new MountOptions(r.autoRemove(), false));
        try (var mounts = new OpenMounts()) {
            return core.runtime().create(bundles.bundle(r, root, true, mounts));
        } finally {
            // the last reference to an overlay makes the kernel sync; nobody waits for that
            core.background().add("close root mount", root::close);
        }
    }

    private List<Endpoint> connect(ContainerCell cell, Instance instance, Undo undo) throws IOException {
        var r = cell.record();
        if (!NetworkMode.of(r.spec()).connected()) {
            return List.of();
        }
        List<Endpoint> connected;
        try (var namespace = instance.networkNamespace()) {
            connected = core.networks().connect(joining(r), namespace);
        }
        undo.push(() -> core.networks().release(cell.id(), connected));
        return connected;
    }

    /// All that a restarted engine needs to find what was made, on disk before the program runs.
    private void intent(ContainerCell cell, Instance instance, List<Endpoint> endpoints) {
        var r = cell.record();
        var command = new ContainerCommand.Launching(StoredShim.of(instance.record()));
        if (Transition.of(r.state(), command) instanceof Transition.To to) {
            var next = endpoints.isEmpty() ? r : r.withEndpoints(endpoints);
            table.publish(cell, next.withState(to.state()), Safety.CRASH);
        }
    }

    private Resolving resolving(ContainerRecord r) {
        return NetworkMode.of(r.spec()).connected()
                ? core.networks().resolving(joining(r))
                : new Resolving(List.of(), List.of(), List.of(), "127.0.0.1");
    }

    private String hostGateway(Resolving resolving) {
        var configured = core.config().containers().hostGatewayIp();
        return configured == null ? resolving.hostGateway() : configured;
    }

    static Joining joining(ContainerRecord r) {
        return new Joining(r.key(), r.name(), Given.text(r.config().hostname()), r.spec(), r.endpoints());
    }

    private static void privateDir(Path dir) throws IOException {
        Files.createDirectories(
                dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x---")));
    }

    /// Mounts that a bundle refers to; closed once the runtime has made its own of them.
    static final class OpenMounts implements AutoCloseable {
        private final List<Mount> open = new ArrayList<>();

        BundleMount.Attached attached(Mount mount, String target, boolean readOnly) {
            open.add(mount);
            return new BundleMount.Attached(mount, target, readOnly);
        }

        @Override
        public void close() {
            open.forEach(Mount::close);
        }
    }
}
