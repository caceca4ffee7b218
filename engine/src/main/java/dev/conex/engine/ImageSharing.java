package dev.conex.engine;

import dev.conex.oci.ChainId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How much of each image other images have too, by unpacked layers. `trees` by image id.
record ImageSharing(ImageCore core, Map<String, ImageTree> trees) {

    List<ImageSummary> with(List<ImageSummary> rows) throws IOException {
        var chains = new HashMap<String, Set<ChainId>>();
        for (var row : rows) {
            chains.put(row.id(), chains(row));
        }
        Map<ChainId, Integer> users = new HashMap<>();
        chains.values().forEach(all -> all.forEach(c -> users.merge(c, 1, Integer::sum)));
        var out = new ArrayList<ImageSummary>();
        for (var row : rows) {
            long shared = 0;
            for (var chain : chains.getOrDefault(row.id(), Set.of())) {
                if (users.getOrDefault(chain, 0) > 1) {
                    shared += core.storage().layers().usage(chain).bytes();
                }
            }
            out.add(new ImageSummary(
                    row.id(),
                    row.parentId(),
                    row.tags(),
                    row.digests(),
                    row.created(),
                    row.sizeBytes(),
                    shared,
                    row.labels(),
                    row.containers(),
                    row.descriptor(),
                    row.manifests()));
        }
        return out;
    }

    private Set<ChainId> chains(ImageSummary row) {
        var found = new HashSet<ChainId>();
        var tree = trees.get(row.id());
        for (var part : tree == null ? List.<ImageTree.Part>of() : tree.parts()) {
            var config = part.config();
            if (config != null) {
                config.chain().stream().filter(core.storage().snapshots()::has).forEach(found::add);
            }
        }
        return found;
    }
}
