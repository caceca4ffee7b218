package dev.conex.engine;

import dev.conex.oci.ChainId;
import dev.conex.storage.Storage;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;

/// What containers take on the disk. Layers don't change, so each is measured once.
final class ContainerSizes {
    private final Storage storage;
    private final ConcurrentHashMap<ChainId, Long> known = new ConcurrentHashMap<>();

    ContainerSizes(Storage storage) {
        this.storage = storage;
    }

    ContainerInspect.Sizes of(ContainerRecord r) throws IOException {
        var snapshots = storage.snapshots();
        var writable = snapshots.open(r.id());
        long own = writable.isPresent() ? snapshots.usage(writable.get()).bytes() : 0;
        long all = own;
        for (var chain : r.origin().chain()) {
            all += layer(ChainId.parse(chain));
        }
        return new ContainerInspect.Sizes(own, all);
    }

    private long layer(ChainId id) throws IOException {
        var before = known.get(id);
        if (before != null) {
            return before;
        }
        if (!storage.snapshots().has(id)) {
            return 0;
        }
        long bytes = storage.layers().usage(id).bytes();
        known.put(id, bytes);
        return bytes;
    }
}
