package dev.conex.engine;

import dev.conex.oci.ChainId;
import dev.conex.storage.Snapshots;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;

/// What containers take on the disk. Layers don't change, so each is measured once.
final class ContainerSizes {
    private final Snapshots snapshots;
    private final ConcurrentHashMap<ChainId, Long> layers = new ConcurrentHashMap<>();

    ContainerSizes(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    ContainerInspect.Sizes of(ContainerRecord r) throws IOException {
        var writable = snapshots.open(r.id());
        long own = writable.isPresent() ? snapshots.upkeep().usage(writable.get()).bytes() : 0;
        long all = own;
        for (var chain : r.origin().chain()) {
            all += layer(ChainId.parse(chain));
        }
        return new ContainerInspect.Sizes(own, all);
    }

    private long layer(ChainId id) throws IOException {
        var known = layers.get(id);
        if (known != null) {
            return known;
        }
        if (!snapshots.has(id)) {
            return 0;
        }
        long bytes = snapshots.upkeep().usage(id).bytes();
        layers.put(id, bytes);
        return bytes;
    }
}
