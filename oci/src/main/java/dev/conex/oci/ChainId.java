package dev.conex.oci;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The name of a stack of layers: the hash over the diff ids from the bottom up.
///
/// `chain(L0) = L0` and `chain(L0|…|Ln) = sha256(chain(L0|…|Ln-1) + " " + Ln)`. Source: OCI image-spec, config.md.
public record ChainId(Digest digest) implements Comparable<ChainId> {

    /// The chain of a bottom layer.
    public static ChainId of(Digest diffId) {
        return new ChainId(diffId);
    }

    /// The chain of `diffId` put on `parent`, which is null for a bottom layer.
    public static ChainId of(@Nullable ChainId parent, Digest diffId) {
        return parent == null ? of(diffId) : parent.then(diffId);
    }

    /// The chain of one more layer on top.
    public ChainId then(Digest diffId) {
        return new ChainId(Digest.ofSha256((digest + " " + diffId).getBytes(StandardCharsets.UTF_8)));
    }

    /// The chains of every layer of an image, bottom first: as many as there are diff ids.
    public static List<ChainId> chain(List<Digest> diffIds) {
        var chain = new ArrayList<ChainId>(diffIds.size());
        ChainId last = null;
        for (var diffId : diffIds) {
            last = of(last, diffId);
            chain.add(last);
        }
        return List.copyOf(chain);
    }

    public static ChainId parse(String text) {
        return new ChainId(Digest.parse(text));
    }

    @Override
    public int compareTo(ChainId other) {
        return digest.compareTo(other.digest);
    }

    @Override
    public String toString() {
        return digest.toString();
    }
}
