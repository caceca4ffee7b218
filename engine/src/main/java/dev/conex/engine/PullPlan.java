package dev.conex.engine;

import dev.conex.oci.ChainId;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.MalformedContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What is to be done so that an image's layers are here and unpacked, from the bottom up. Pure.
record PullPlan(List<PullPlan.Layer> layers) {
    PullPlan {
        layers = List.copyOf(layers);
    }

    /// One layer; `parent` is the chain below it.
    record Layer(Descriptor blob, Digest diffId, @Nullable ChainId parent, boolean fetch, boolean unpack) {
        ChainId chain() {
            return ChainId.of(parent, diffId);
        }

        /// Whether nothing is to be done.
        boolean done() {
            return !fetch && !unpack;
        }

        /// As progress names it.
        String shortId() {
            return blob.digest().shortHex();
        }
    }

    /// @throws MalformedContent when the configuration speaks of other layers than the manifest
    static PullPlan of(
            List<Descriptor> blobs, List<Digest> diffIds, Predicate<Digest> blobHere, Predicate<ChainId> layerHere)
            throws MalformedContent {
        if (blobs.size() != diffIds.size()) {
            throw new MalformedContent(
                    "image: its manifest has %d layers, its configuration %d".formatted(blobs.size(), diffIds.size()));
        }
        var layers = new ArrayList<Layer>();
        ChainId parent = null;
        for (int i = 0; i < blobs.size(); i++) {
            var chain = ChainId.of(parent, diffIds.get(i));
            var blob = blobs.get(i);
            layers.add(new Layer(blob, diffIds.get(i), parent, !blobHere.test(blob.digest()), !layerHere.test(chain)));
            parent = chain;
        }
        return new PullPlan(layers);
    }

    long bytesToFetch() {
        return layers.stream()
                .filter(Layer::fetch)
                .mapToLong(l -> l.blob().size())
                .sum();
    }

    /// One line a layer, and what comes last.
    String text() {
        var out = new StringBuilder();
        for (var layer : layers) {
            var what = layer.done() ? "keep" : !layer.unpack() ? "fetch" : layer.fetch() ? "fetch, unpack" : "unpack";
            out.append("%-14s%s %d\n"
                    .formatted(what, layer.blob().digest(), layer.blob().size()));
        }
        return out.append("total %d bytes to fetch, then flush, then name\n".formatted(bytesToFetch()))
                .toString();
    }
}
