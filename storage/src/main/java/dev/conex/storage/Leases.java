package dev.conex.storage;

import dev.conex.oci.ChainId;
import dev.conex.oci.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All leases that are held. Keeping and sweeping exclude each other for the moment of each single removal.
public final class Leases {
    private final List<Held> held = new ArrayList<>();

    Leases() {}

    /// @param purpose shown by [Sweep#why]
    public synchronized Lease open(String purpose) {
        var lease = new Held(purpose);
        held.add(lease);
        return lease;
    }

    synchronized Optional<String> keeper(Digest digest) {
        return held.stream()
                .filter(h -> h.blobs.contains(digest))
                .map(h -> h.purpose)
                .findFirst();
    }

    synchronized Optional<String> keeper(ChainId chain) {
        return held.stream()
                .filter(h -> h.layers.contains(chain))
                .map(h -> h.purpose)
                .findFirst();
    }

    synchronized List<Root> roots() {
        var roots = new ArrayList<Root>();
        for (var lease : held) {
            lease.blobs.forEach(d -> roots.add(new Root.OfBlob("lease " + lease.purpose, d)));
            lease.layers.forEach(c -> roots.add(new Root.OfLayer("lease " + lease.purpose, c)));
        }
        return roots;
    }

    private final class Held implements Lease {
        private final String purpose;
        private final Set<Digest> blobs = new HashSet<>();
        private final Set<ChainId> layers = new HashSet<>();

        Held(String purpose) {
            this.purpose = purpose;
        }

        @Override
        public void keep(Digest digest) {
            synchronized (Leases.this) {
                blobs.add(digest);
            }
        }

        @Override
        public void keep(ChainId chain) {
            synchronized (Leases.this) {
                layers.add(chain);
            }
        }

        @Override
        public void close() {
            synchronized (Leases.this) {
                held.remove(this);
            }
        }
    }
}
