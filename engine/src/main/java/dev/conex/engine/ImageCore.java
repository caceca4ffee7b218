package dev.conex.engine;

import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Ingest;
import dev.conex.oci.Platform;
import dev.conex.storage.Lease;
import dev.conex.storage.Root;
import dev.conex.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the parts of the image half share.
record ImageCore(
        EngineConfig config,
        Storage storage,
        ContainerUses containers,
        EventSink events,
        ImageNames names,
        ImageDocuments documents,
        PullLayers layers) {
    /// Layers that are unpacked at once when nothing has to be fetched.
    static final int UNPACK_PARALLEL = Math.max(2, Runtime.getRuntime().availableProcessors());

    static ImageCore of(EngineConfig config, Storage storage, ContainerUses containers, EventSink events) {
        return new ImageCore(
                config,
                storage,
                containers,
                events,
                new ImageNames(storage.names()),
                new ImageDocuments(storage.content()),
                new PullLayers(storage.content(), storage.snapshots(), FastGzip.codecs()));
    }

    ImageTree tree(Descriptor target) throws IOException {
        return ImageTree.of(documents, target);
    }

    /// The part for a platform; refused when there is none.
    ImageTree.Part part(String name, ImageTree tree, @Nullable String platform) {
        var wanted = platform(platform);
        return tree.choose(wanted)
                .orElseThrow(() -> new Refusal.NotFound(
                        Refusal.Noun.IMAGE,
                        wanted == null
                                ? "image %s has no manifest that could be run here".formatted(name)
                                : "image with reference %s was found but does not provide the specified platform (%s)"
                                        .formatted(name, wanted)));
    }

    static @Nullable Platform platform(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return Platform.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal.Invalid(Refusal.What.PLATFORM, text, String.valueOf(e.getMessage()));
        }
    }

    /// What is to be done so that a part can be run.
    PullPlan plan(ImageTree.Part part) throws IOException {
        var manifest = part.manifest();
        var image = part.config();
        if (manifest == null || image == null) {
            throw new IOException(
                    "manifest %s: not here".formatted(part.descriptor().digest()));
        }
        return plan(manifest.layers(), image.diffIds());
    }

    PullPlan plan(List<Descriptor> blobs, List<Digest> diffIds) throws IOException {
        var here = new java.util.HashSet<Digest>();
        for (var blob : blobs) {
            if (storage.content().has(blob.digest())) {
                here.add(blob.digest());
            }
        }
        return PullPlan.of(blobs, diffIds, here::contains, storage.snapshots()::has);
    }

    /// Keeps all of an image from being swept.
    void keep(Lease lease, ImageTree tree) {
        tree.blobs().forEach(b -> lease.keep(b.digest()));
        for (var part : tree.parts()) {
            if (part.config() != null) {
                part.config().chain().forEach(lease::keep);
            }
        }
    }

    /// Says what happened to an image; its labels go along.
    void say(String action, String actor, String name, @Nullable ImageTree tree) {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (tree != null) {
            tree.choose(null).ifPresent(p -> attributes.putAll(labels(p)));
        }
        attributes.put("name", name);
        events.publish(Event.Type.IMAGE, action, actor, attributes);
    }

    private static Map<String, String> labels(ImageTree.Part part) {
        return part.config() == null ? Map.of() : part.config().defaults().labels();
    }

    /// Makes a blob visible and keeps it, before a sweep can see it: its digest is known only now.
    Descriptor committed(Ingest ingest, Lease lease) throws IOException {
        synchronized (storage.names()) {
            var descriptor = ingest.commit();
            lease.keep(descriptor.digest());
            return descriptor;
        }
    }

    /// Keeps a blob that somebody else has stored; refused when it was swept before.
    void keep(Lease lease, Digest blob) throws IOException {
        lease.keep(blob);
        if (!documents.has(blob)) {
            throw new IOException("blob %s: swept before it was used; try again".formatted(blob));
        }
    }

    /// Removes what nothing leads to any more; bytes freed.
    long sweep() throws IOException {
        var sweep = storage.sweep();
        synchronized (storage.names()) {
            return sweep.apply(sweep.plan(roots()));
        }
    }

    /// What must stay besides names, leases and writables: the build cache, and what containers were made of.
    private List<Root> roots() {
        var roots = new ArrayList<>(new BuildStepRecords(storage).roots());
        for (var container : containers.all()) {
            if (!container.imageId().isEmpty()) {
                roots.add(new Root.OfBlob("container " + container.name(), Digest.parse(container.imageId())));
            }
        }
        return roots;
    }
}
