package dev.conex.storage;

import dev.conex.oci.ChainId;
import dev.conex.oci.Digest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What nothing leads to any more: blobs and layers with the room they take.
public record SweepPlan(Map<Digest, Long> blobs, Map<ChainId, Long> layers) {

    public SweepPlan {
        blobs = new TreeMap<>(blobs);
        layers = new TreeMap<>(layers);
    }

    public List<Digest> digests() {
        return List.copyOf(blobs.keySet());
    }

    public long bytes() {
        return sum(blobs) + sum(layers);
    }

    private static long sum(Map<?, Long> sizes) {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    public boolean isEmpty() {
        return blobs.isEmpty() && layers.isEmpty();
    }

    /// One line a removal, and a sum.
    public String text() {
        var out = new StringBuilder();
        blobs.forEach((digest, size) -> out.append("remove blob  %s %d\n".formatted(digest, size)));
        layers.forEach((chain, size) -> out.append("remove layer %s %d\n".formatted(chain, size)));
        return out.append("total %d blobs, %d layers, %d bytes\n".formatted(blobs.size(), layers.size(), bytes()))
                .toString();
    }
}
