package dev.conex.engine;

import dev.conex.oci.Descriptor;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.Platform;
import dev.conex.storage.Named;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Images as people see them: rows, the whole of one, its history.
record ImageViews(ImageCore core) {
    private static final String MISSING = "<missing>";

    List<ImageSummary> list(ImageQuery query) throws IOException {
        var filter = ImageFilter.of(query.filters(), core);
        var rows = new ArrayList<ImageSummary>();
        var trees = new HashMap<String, ImageTree>();
        var users = core.containers().all();
        for (var found : core.names().all()) {
            var tree = core.tree(found.target());
            var row = row(found, tree, users);
            if (filter.fits(found, row)) {
                rows.add(row);
                trees.put(row.id(), tree);
            }
        }
        var shown = query.sharedSizes() ? new ImageSharing(core, trees).with(rows) : rows;
        return shown.stream()
                .sorted(java.util.Comparator.comparing(ImageSummary::created)
                        .reversed()
                        .thenComparing(ImageSummary::id))
                .toList();
    }

    ImageSummary row(ImageNames.Found found, ImageTree tree, List<ContainerUse> users) throws IOException {
        var best = tree.choose(null);
        var config = best.map(ImageTree.Part::config).orElse(null);
        var manifests = new ArrayList<ImageManifest>();
        for (var part : tree.parts()) {
            manifests.add(
                    manifest(part, best.equals(java.util.Optional.of(part)) ? users(users, found.id()) : List.of()));
        }
        return new ImageSummary(
                found.id(),
                "",
                found.tags(),
                found.digests(),
                config == null || config.created() == null ? Instant.EPOCH : config.created(),
                size(manifests),
                -1,
                config == null ? java.util.Map.of() : config.defaults().labels(),
                users(users, found.id()).size(),
                descriptor(found.target(), null),
                manifests);
    }

    private static long size(List<ImageManifest> manifests) {
        return manifests.stream()
                .mapToLong(m -> m.contentBytes() + m.unpackedBytes())
                .sum();
    }

    private static List<String> users(List<ContainerUse> users, String imageId) {
        return users.stream()
                .filter(u -> u.imageId().equals(imageId))
                .map(u -> u.id().value())
                .toList();
    }

    private ImageManifest manifest(ImageTree.Part part, List<String> using) throws IOException {
        var kind = part.attestation() ? "attestation" : part.config() != null || !part.here() ? "image" : "unknown";
        return new ImageManifest(
                descriptor(part.descriptor(), part.platform()),
                part.here(),
                kind,
                contentBytes(part),
                part.config() == null ? 0 : unpackedBytes(part.config()),
                using,
                part.attestationFor());
    }

    private long contentBytes(ImageTree.Part part) throws IOException {
        var manifest = part.manifest();
        if (manifest == null) {
            return 0;
        }
        long sum = part.descriptor().size();
        var seen = new HashSet<Object>();
        var blobs = new ArrayList<>(manifest.layers());
        blobs.add(manifest.config());
        for (var blob : blobs) {
            if (seen.add(blob.digest()) && core.documents().has(blob.digest())) {
                sum += blob.size();
            }
        }
        return sum;
    }

    long unpackedBytes(ImageConfig config) throws IOException {
        long sum = 0;
        for (var chain : config.chain()) {
            if (core.storage().snapshots().has(chain)) {
                sum += core.storage().layers().usage(chain).bytes();
            }
        }
        return sum;
    }

    static ImageDescriptor descriptor(Descriptor d, @Nullable Platform platform) {
        var p = platform == null ? d.platform() : platform;
        return new ImageDescriptor(
                d.mediaType(),
                d.digest().toString(),
                d.size(),
                p == null ? null : p.os(),
                p == null ? null : p.architecture(),
                p == null || p.variant().isEmpty() ? null : p.variant());
    }

    ImageInspect inspect(String name, @Nullable String platform) throws IOException {
        var found = core.names().find(name);
        var tree = core.tree(found.target());
        var part = core.part(name, tree, platform);
        var config = Objects.requireNonNull(part.config());
        var users = core.containers().all();
        var manifests = new ArrayList<ImageManifest>();
        for (var each : tree.parts()) {
            manifests.add(manifest(each, each.equals(part) ? users(users, found.id()) : List.of()));
        }
        return new ImageInspect(
                found.id(),
                found.tags(),
                found.digests(),
                "",
                config.comment(),
                config.author(),
                config.created(),
                config.os(),
                config.architecture(),
                config.variant().isEmpty() ? null : config.variant(),
                contentBytes(part) + unpackedBytes(config),
                ImageDefaults.config(config.defaults()),
                config.diffIds().stream().map(Object::toString).toList(),
                found.visible().stream()
                        .map(Named::taggedAt)
                        .max(Instant::compareTo)
                        .orElse(null),
                descriptor(found.target(), null),
                manifests);
    }

    List<ImageHistory> history(String name, @Nullable String platform) throws IOException {
        var found = core.names().find(name);
        var part = core.part(name, core.tree(found.target()), platform);
        var config = Objects.requireNonNull(part.config());
        var rows = new ArrayList<ImageHistory>();
        int layer = 0;
        for (var step : config.history()) {
            long bytes = 0;
            if (!step.emptyLayer() && layer < config.diffIds().size()) {
                bytes = layerBytes(config, layer++);
            }
            rows.addFirst(new ImageHistory(
                    MISSING,
                    step.created() == null ? Instant.EPOCH : step.created(),
                    step.createdBy(),
                    List.of(),
                    bytes,
                    step.comment()));
        }
        if (rows.isEmpty()) {
            return rows;
        }
        var newest = rows.removeFirst();
        rows.addFirst(new ImageHistory(
                found.id(), newest.created(), newest.createdBy(), found.tags(), newest.sizeBytes(), newest.comment()));
        return rows;
    }

    private long layerBytes(ImageConfig config, int layer) throws IOException {
        var chain = config.chain().get(layer);
        return core.storage().snapshots().has(chain)
                ? core.storage().layers().usage(chain).bytes()
                : 0;
    }
}
