package dev.conex.storage;

import dev.conex.oci.ChainId;
import dev.conex.oci.Copy;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.ImageConfig;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Marks from the roots, and removes the rest one by one. Leases are asked again at the moment of each removal.
final class MarkAndSweep implements Sweep {
    private static final System.Logger LOG = System.getLogger(MarkAndSweep.class.getName());

    private final Content content;
    private final Layers layers;
    private final Snapshots snapshots;
    private final Names names;
    private final Leases leases;

    MarkAndSweep(DiskStorage storage) {
        this.content = storage.content();
        this.layers = storage.layers();
        this.snapshots = storage.snapshots();
        this.names = storage.names();
        this.leases = storage.leases();
    }

    @Override
    public SweepPlan plan(Collection<Root> others) throws IOException {
        var marks = mark(others);
        Map<Digest, Long> blobs = new HashMap<>();
        for (var digest : content.list().toList()) {
            if (!marks.hasBlob(digest)) {
                blobs.put(digest, content.stat(digest).map(Descriptor::size).orElse(0L));
            }
        }
        Map<ChainId, Long> unused = new HashMap<>();
        for (var chain : layers.all()) {
            if (!marks.hasLayer(chain)) {
                unused.put(chain, layers.usage(chain).bytes());
            }
        }
        return new SweepPlan(blobs, unused);
    }

    private Marks mark(Collection<Root> others) throws IOException {
        var marks = new Marks(this::read, layers);
        for (var named : names.list()) {
            marks.blob(
                    "name " + named.reference().familiar(), named.descriptor().digest());
        }
        for (var key : snapshots.keys()) {
            chain(key).forEach(chain -> marks.layer("writable " + key, chain));
        }
        for (var root : concat(leases.roots(), others)) {
            switch (root) {
                case Root.OfBlob blob -> marks.blob(blob.reason(), blob.digest());
                case Root.OfLayer layer -> marks.layer(layer.reason(), layer.chain());
            }
        }
        return marks;
    }

    /// A writable whose list of layers is damaged can't be used; its owner's own roots still keep what it needs.
    private List<ChainId> chain(String key) {
        try {
            return snapshots.open(key).map(Writable::chain).orElse(List.of());
        } catch (IOException e) {
            LOG.log(Level.WARNING, e.getMessage());
            return List.of();
        }
    }

    private static List<Root> concat(Collection<Root> some, Collection<Root> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /// A document by its digest; empty when it is missing or too large to be one.
    private byte[] read(Digest digest) throws IOException {
        var blob = content.stat(digest);
        if (blob.isEmpty() || blob.get().size() > ImageConfig.BYTES_MAX) {
            return new byte[0];
        }
        return Copy.read(content, blob.get(), ImageConfig.BYTES_MAX);
    }

    @Override
    public long apply(SweepPlan plan) throws IOException {
        long freed = 0;
        for (var blob : plan.blobs().entrySet()) {
            synchronized (leases) {
                if (leases.keeper(blob.getKey()).isEmpty()) {
                    content.delete(blob.getKey());
                    freed += blob.getValue();
                }
            }
        }
        for (var layer : plan.layers().entrySet()) {
            synchronized (leases) {
                if (leases.keeper(layer.getKey()).isEmpty()) {
                    layers.remove(layer.getKey());
                    freed += layer.getValue();
                }
            }
        }
        return freed;
    }

    @Override
    public List<String> why(Digest digest, Collection<Root> others) throws IOException {
        return mark(others).why(digest);
    }
}
