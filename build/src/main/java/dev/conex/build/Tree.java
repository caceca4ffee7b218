package dev.conex.build;

import dev.conex.oci.ChainId;
import dev.conex.oci.Digest;
import java.util.ArrayList;
import java.util.List;

/// The files that a step leaves: layers, bottom first.
public record Tree(List<BuiltLayer> layers) {
    /// No files.
    public static final Tree EMPTY = new Tree(List.of());

    public Tree {
        layers = List.copyOf(layers);
    }

    /// With one more layer on top.
    public Tree plus(BuiltLayer layer) {
        var all = new ArrayList<>(layers);
        all.add(layer);
        return new Tree(all);
    }

    public List<Digest> diffIds() {
        return layers.stream().map(BuiltLayer::diffId).toList();
    }

    /// Its snapshots, bottom first.
    public List<ChainId> chain() {
        return ChainId.chain(diffIds());
    }
}
