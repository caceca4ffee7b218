package dev.conex.engine;

import dev.conex.engine.stored.StoredMount;
import dev.conex.engine.stored.StoredOrigin;
import dev.conex.oci.ChainId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Makes containers: checks, merges, chooses mounts and networks, prepares the writable layer, and records it
/// all last.
final class ContainerCreator {
    private final Core core;
    private final ContainerEvents events;
    private final ReentrantLock copying = new ReentrantLock();

    ContainerCreator(Core core) {
        this.core = core;
        this.events = new ContainerEvents(core.events());
    }

    ContainerCreated create(ContainerCreate request) {
        var id = ContainerId.random();
        try (var undo = new Undo()) {
            var name = reserve(request, id, undo);
            var image = core.images().resolve(request.spec().config().image(), request.platform());
            var warnings = SpecCheck.check(request.spec(), core.config().containers(), core.hostCpus());
            var merged = merged(request.spec(), image, id);
            var mounts = mounts(merged, undo);
            var record = record(id, name, image, merged, mounts);
            prepare(record, image.chain(), undo);
            core.table().create(record);
            undo.commit();
            events.say(record, "create");
            return new ContainerCreated(id, warnings);
        } catch (IOException e) {
            throw new Refusal.Failed("create container", e);
        }
    }

    /// What a create would record, without recording; for dry runs.
    ContainerRecord draft(ContainerCreate request, RunnableImage image) {
        var id = ContainerId.random();
        SpecCheck.check(request.spec(), core.config().containers(), core.hostCpus());
        var merged = merged(request.spec(), image, id);
        return record(
                id, request.name() == null ? "dry_run" : ContainerName.parse(request.name()), image, merged, List.of());
    }

    private String reserve(ContainerCreate request, ContainerId id, Undo undo) {
        var wanted = request.name();
        if (wanted != null && !wanted.isEmpty()) {
            var name = ContainerName.parse(wanted);
            core.table().reserve(name, id.value());
            undo.push(() -> core.table().release(name, id.value()));
            return name;
        }
        while (true) {
            var name = ContainerName.invent(core.table()::taken);
            try {
                core.table().reserve(name, id.value());
                undo.push(() -> core.table().release(name, id.value()));
                return name;
            } catch (Refusal.NameTaken _) {
                // somebody else invented the same
            }
        }
    }

    private ContainerSpec merged(ContainerSpec spec, RunnableImage image, ContainerId id) {
        var config = SpecMerge.merge(
                spec.config(), ImageDefaults.config(image.config().defaults()));
        return spec.withConfig(Hostnames.with(config, NetworkMode.of(spec), spec, id, Hostnames.ofHost()));
    }

    private List<StoredMount> mounts(ContainerSpec spec, Undo undo) {
        var choice = new MountChoice(
                core.volumes(), core.images(), ref -> core.table().find(ref).record());
        undo.push(() -> core.volumes().removeAnonymous(choice.madeAnonymous()));
        try {
            return choice.choose(spec);
        } catch (Refusal.NotFound e) {
            if (e.noun() != Refusal.Noun.CONTAINER) {
                throw e;
            }
            // of --volumes-from: the wish is wrong, and nobody should look for an image to pull
            throw new Refusal.Invalid(Refusal.What.MOUNT, e.id(), "No such container: " + e.id());
        }
    }

    private ContainerRecord record(
            ContainerId id, String name, RunnableImage image, ContainerSpec spec, List<StoredMount> mounts) {
        var config = image.config();
        var manifest = image.manifest();
        var endpoints = NetworkMode.of(spec).connected() ? core.networks().wanted(spec, false) : List.<Endpoint>of();
        return new ContainerRecord(
                id.value(),
                name,
                Instant.now(),
                new StoredOrigin(
                        image.id(),
                        manifest.mediaType(),
                        manifest.digest().toString(),
                        manifest.size(),
                        config.os(),
                        config.architecture(),
                        config.variant(),
                        image.chain().stream().map(ChainId::toString).toList()),
                spec,
                mounts,
                endpoints,
                new ContainerState.Created(ContainerState.Life.NONE),
                0,
                false);
    }

    private void prepare(ContainerRecord record, List<ChainId> chain, Undo undo) throws IOException {
        var snapshots = core.storage().snapshots();
        snapshots.prepare(record.id(), chain);
        undo.push(() -> snapshots.remove(record.id()));
        var toFill = new ArrayList<StoredMount>();
        for (var m : record.mounts()) {
            if (m.kind() == StoredMount.Kind.VOLUME && !m.noCopy()) {
                toFill.add(m);
            }
        }
        if (!toFill.isEmpty()) {
            fill(toFill, chain);
        }
    }

    /// One copy at a time: two containers that fill one volume at once would mix.
    private void fill(List<StoredMount> mounts, List<ChainId> chain) throws IOException {
        copying.lock();
        try (var view = core.storage().snapshots().view(chain);
                var root = view.root()) {
            for (var m : mounts) {
                core.volumes().copyUp(m.volume(), root, m.destination());
            }
        } finally {
            copying.unlock();
        }
    }
}
