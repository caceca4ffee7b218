package dev.conex.engine;

import dev.conex.oci.Descriptor;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.Index;
import dev.conex.oci.Manifest;
import dev.conex.oci.MediaType;
import dev.conex.oci.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An image as far as it is here: what its name points at, and every manifest under that, in order. `indexes`
/// are the documents on the way, the outermost first.
record ImageTree(Descriptor target, List<Descriptor> indexes, List<Part> parts) {
    private static final String REFERENCE_TYPE = "vnd.docker.reference.type";
    private static final String REFERENCE_DIGEST = "vnd.docker.reference.digest";

    ImageTree {
        indexes = List.copyOf(indexes);
        parts = List.copyOf(parts);
    }

    /// One manifest: `manifest` and `config` are absent when they aren't here, `config` also when it is no
    /// image. The platform is the index's word for it, or else the configuration's.
    record Part(
            Descriptor descriptor,
            @Nullable Manifest manifest,
            @Nullable ImageConfig config) {
        boolean here() {
            return manifest != null;
        }

        /// Whether it can be run and is here.
        boolean runnable() {
            return config != null && !attestation();
        }

        boolean attestation() {
            return descriptor.annotations().containsKey(REFERENCE_TYPE);
        }

        /// The digest of the manifest that an attestation is about.
        @Nullable
        String attestationFor() {
            return descriptor.annotations().get(REFERENCE_DIGEST);
        }

        @Nullable
        Platform platform() {
            if (config != null
                    && (descriptor.platform() == null
                            || descriptor.platform().architecture().isEmpty())) {
                return config.platform();
            }
            return descriptor.platform();
        }
    }

    static ImageTree of(ImageDocuments documents, Descriptor target) throws IOException {
        var indexes = new ArrayList<Descriptor>();
        var parts = new ArrayList<Part>();
        walk(documents, target, 0, indexes, parts);
        return new ImageTree(target, indexes, parts);
    }

    private static void walk(
            ImageDocuments documents, Descriptor at, int depth, List<Descriptor> indexes, List<Part> parts)
            throws IOException {
        if (!MediaType.isIndex(at.mediaType())) {
            parts.add(part(documents, at));
        } else if (depth < Index.DEPTH_MAX && documents.has(at.digest())) {
            indexes.add(at);
            for (var child : documents.index(at).manifests()) {
                walk(documents, child, depth + 1, indexes, parts);
            }
        }
    }

    private static Part part(ImageDocuments documents, Descriptor at) throws IOException {
        if (!MediaType.isManifest(at.mediaType()) || !documents.has(at.digest())) {
            return new Part(at, null, null);
        }
        var manifest = documents.manifest(at);
        boolean image = manifest.isImage() && documents.has(manifest.config().digest());
        return new Part(at, manifest, image ? documents.config(manifest.config()) : null);
    }

    /// What users know it by.
    String id() {
        return target.digest().toString();
    }

    /// The part that runs best here: of the wanted platform, or else of this host's, or else whatever there is.
    Optional<Part> choose(@Nullable Platform wanted) {
        var best = best(wanted == null ? Platform.host() : wanted);
        return best.isPresent() || wanted != null
                ? best
                : parts.stream().filter(Part::runnable).findFirst();
    }

    private Optional<Part> best(Platform wanted) {
        return parts.stream()
                .filter(Part::runnable)
                .filter(p -> rank(wanted, p) > 0)
                .max(Comparator.comparingInt((Part p) -> rank(wanted, p)).thenComparingInt(p -> -parts.indexOf(p)));
    }

    private static int rank(Platform wanted, Part part) {
        var platform = part.platform();
        return platform == null ? 0 : wanted.rank(platform);
    }

    /// Every blob that belongs to it, here or not: documents first.
    List<Descriptor> blobs() {
        var all = new ArrayList<>(indexes);
        for (var part : parts) {
            all.add(part.descriptor());
            var manifest = part.manifest();
            if (manifest != null) {
                all.add(manifest.config());
                all.addAll(manifest.layers());
            }
        }
        return all;
    }
}
