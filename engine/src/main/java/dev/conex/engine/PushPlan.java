package dev.conex.engine;

import dev.conex.oci.Descriptor;
import dev.conex.oci.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is to be sent so that a registry has an image: configurations and layers, then manifests and inner
/// indexes by digest, and last, by tag, what the name shall point at. Pure.
record PushPlan(List<Descriptor> configs, List<Descriptor> layers, List<Descriptor> byDigest, Descriptor top) {
    PushPlan {
        configs = List.copyOf(configs);
        layers = List.copyOf(layers);
        byDigest = List.copyOf(byDigest);
    }

    /// Of the whole image, or of one part of it alone.
    static PushPlan of(ImageTree tree, ImageTree.@Nullable Part only) {
        Set<Descriptor> configs = new LinkedHashSet<>();
        Set<Descriptor> layers = new LinkedHashSet<>();
        var byDigest = new ArrayList<Descriptor>();
        for (var part : only == null ? tree.parts() : List.of(only)) {
            var manifest = part.manifest();
            if (manifest == null) {
                throw new IllegalArgumentException(
                        "manifest %s is not here".formatted(part.descriptor().digest()));
            }
            configs.add(manifest.config());
            layers.addAll(manifest.layers());
            byDigest.add(part.descriptor());
        }
        if (only != null || !MediaType.isIndex(tree.target().mediaType())) {
            return new PushPlan(List.copyOf(configs), List.copyOf(layers), List.of(), byDigest.getFirst());
        }
        tree.indexes().reversed().stream()
                .filter(i -> !i.digest().equals(tree.target().digest()))
                .forEach(byDigest::add);
        return new PushPlan(
                List.copyOf(configs),
                List.copyOf(layers),
                byDigest.stream().distinct().toList(),
                tree.target());
    }

    /// One line a thing, in the order of sending; things of one kind go at once.
    String text() {
        var out = new StringBuilder();
        layers.forEach(d -> out.append("blob      %s %d\n".formatted(d.digest(), d.size())));
        configs.forEach(d -> out.append("blob      %s %d\n".formatted(d.digest(), d.size())));
        byDigest.forEach(d -> out.append("manifest  %s %d\n".formatted(d.digest(), d.size())));
        return out.append("tag       %s %d\n".formatted(top.digest(), top.size()))
                .toString();
    }
}
