package dev.conex.engine;

import dev.conex.oci.Copy;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Document;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.Index;
import dev.conex.oci.MalformedContent;
import dev.conex.oci.Manifest;
import dev.conex.oci.MediaType;
import dev.conex.oci.Platform;
import dev.conex.oci.Reference;
import dev.conex.registry.RegistryFailure;
import dev.conex.registry.Remote;
import dev.conex.registry.Resolved;
import dev.conex.storage.Lease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fetches images: what the name points at, the manifest for the platform, the layers, and then the name.
record ImagePuller(ImageCore core, ImageRemotes remotes) {

    void pull(ImagePull request, ImageProgress progress) throws IOException {
        var wanted = ImageNames.parse(request.reference());
        var platform = ImageCore.platform(request.platform());
        var remote = remotes.pulling(wanted, request.credentials());
        boolean newer = false;
        try {
            if (request.allTags() && wanted.tag() == null && wanted.digest() == null) {
                for (var tag : remote.tags(wanted)) {
                    newer |= new Pull(wanted.withTag(tag), platform, remote, progress).run();
                }
            } else {
                var one = wanted.digest() == null ? wanted.tagged() : wanted.withDigest(wanted.digest());
                newer = new Pull(one, platform, remote, progress).run();
                wanted = one;
            }
        } catch (RegistryFailure e) {
            throw ImageRegistryWords.pull(e, wanted.tagged());
        }
        progress.status(
                "",
                (newer ? "Status: Downloaded newer image for " : "Status: Image is up to date for ")
                        + wanted.familiar(),
                0,
                0);
    }

    /// The manifest for the platform, and the indexes on the way to it.
    private record Chosen(List<Document> indexes, Descriptor descriptor, Document document) {}

    /// One name.
    private final class Pull {
        private final Reference reference;
        private final @Nullable Platform platform;
        private final Remote remote;
        private final ImageProgress progress;

        Pull(Reference reference, @Nullable Platform platform, Remote remote, ImageProgress progress) {
            this.reference = reference;
            this.platform = platform;
            this.remote = remote;
            this.progress = progress;
        }

        /// Whether there was anything new.
        boolean run() throws IOException {
            boolean done = false;
            boolean fetching = false;
            try (var lease = core.storage().leases().open("pull of " + reference.familiar())) {
                var resolved = remote.resolve(reference);
                lease.keep(resolved.descriptor().digest());
                var chosen = choose(resolved, lease);
                var manifest = Manifest.parse(chosen.document());
                lease.keep(manifest.config().digest());
                var config = config(manifest);
                manifest.layers().forEach(l -> lease.keep(l.digest()));
                config.chain().forEach(lease::keep);
                var plan = core.plan(manifest.layers(), config.diffIds());
                progress.status(reference.tagOrDigest(), "Pulling from " + reference.path(), 0, 0);
                fetching = plan.bytesToFetch() > 0;
                layers(plan);
                boolean newer = fetching || isNews(resolved.descriptor());
                documents(resolved, chosen, manifest);
                core.names().point(reference, resolved.descriptor());
                done = true;
                progress.status("", "Digest: " + resolved.descriptor().digest(), 0, 0);
                core.say("pull", reference.familiar(), reference.familiarName(), core.tree(resolved.descriptor()));
                return newer;
            } catch (MalformedContent e) {
                throw new Refusal.Invalid(Refusal.What.OTHER, reference.familiar(), String.valueOf(e.getMessage()));
            } finally {
                if (!done && fetching) {
                    Quietly.run("sweep after a pull", core::sweep);
                }
            }
        }

        /// Whether the name meant something else so far.
        private boolean isNews(Descriptor target) throws IOException {
            var before = core.storage().names().find(reference);
            return before.isEmpty() || !before.get().descriptor().digest().equals(target.digest());
        }

        private Chosen choose(Resolved resolved, Lease lease) throws IOException {
            var indexes = new ArrayList<Document>();
            var at = resolved.descriptor();
            var document = resolved.document();
            while (MediaType.isIndex(at.mediaType())) {
                if (indexes.size() == Index.DEPTH_MAX) {
                    throw new MalformedContent("indexes nested deeper than %d".formatted(Index.DEPTH_MAX));
                }
                indexes.add(document);
                at = Index.parse(document)
                        .choose(platform == null ? Platform.host() : platform)
                        .orElseThrow(this::noMatch);
                lease.keep(at.digest());
                document =
                        core.documents().has(at.digest()) ? core.documents().document(at) : remote.fetch(reference, at);
            }
            return new Chosen(indexes, at, document);
        }

        private Refusal noMatch() {
            return new Refusal.NotFound(
                    Refusal.Noun.IMAGE,
                    "no matching manifest for %s in the manifest list entries"
                            .formatted(platform == null ? Platform.host() : platform));
        }

        private ImageConfig config(Manifest manifest) throws IOException {
            var descriptor = manifest.config();
            if (!manifest.isImage()) {
                throw new Refusal.Invalid(
                        Refusal.What.OTHER, descriptor.mediaType(), "unsupported media type " + descriptor.mediaType());
            }
            if (core.documents().has(descriptor.digest())) {
                return checked(core.documents().config(descriptor));
            }
            return checked(ImageConfig.parse(Copy.read(remote.source(reference), descriptor, ImageConfig.BYTES_MAX)));
        }

        private ImageConfig checked(ImageConfig config) {
            if (platform != null && !platform.accepts(config.platform())) {
                throw new Refusal.NotFound(
                        Refusal.Noun.IMAGE,
                        "image with reference %s was found but its platform (%s) does not match the specified platform (%s)"
                                .formatted(reference.familiar(), config.platform(), platform));
            }
            return config;
        }

        private void layers(PullPlan plan) throws IOException {
            int parallel = core.config().registries().downloadsMax();
            int waiting = 0;
            for (var layer : plan.layers()) {
                progress.status(layer.shortId(), layer.done() ? "Already exists" : "Pulling fs layer", 0, 0);
            }
            for (var layer : plan.layers()) {
                if (!layer.done() && ++waiting > parallel) {
                    progress.status(layer.shortId(), "Waiting", 0, 0);
                }
            }
            core.layers().carryOut(plan, remote.source(reference), parallel, new PullWatcher(progress));
        }

        /// Stored when all that they speak of is there; those nearest to the layers first.
        private void documents(Resolved resolved, Chosen chosen, Manifest manifest) throws IOException {
            var content = core.storage().content();
            if (!content.has(manifest.config().digest())) {
                Copy.blob(remote.source(reference), content, manifest.config(), _ -> {});
            }
            store(chosen.descriptor(), chosen.document());
            for (var index : chosen.indexes().reversed()) {
                store(index.descriptor(), index);
            }
            store(resolved.descriptor(), resolved.document());
        }

        /// The digest of the descriptor may be of another algorithm than the document's own.
        private void store(Descriptor descriptor, Document document) throws IOException {
            try (var ingest = core.storage().content().ingest(descriptor)) {
                ingest.write(document.bytes(), 0, document.bytes().length);
                ingest.commit();
            }
        }
    }

    /// Docker's words for how a layer gets on.
    private record PullWatcher(ImageProgress progress) implements PullLayers.Watcher {
        @Override
        public void on(PullPlan.Layer layer, PullLayers.Step step, long bytes) {
            var id = layer.shortId();
            long total = layer.blob().size();
            switch (step) {
                case READING -> progress.status(id, layer.fetch() ? "Downloading" : "Extracting", bytes, total);
                case UNPACKED -> {
                    fetched(layer);
                    progress.status(id, "Extracting", total, total);
                }
                case DONE -> {
                    if (!layer.unpack()) {
                        fetched(layer);
                    }
                    progress.status(id, "Pull complete", 0, 0);
                }
                case KEPT, BEGUN -> {}
            }
        }

        private void fetched(PullPlan.Layer layer) {
            if (layer.fetch()) {
                progress.status(layer.shortId(), "Verifying Checksum", 0, 0);
                progress.status(layer.shortId(), "Download complete", 0, 0);
            }
        }
    }
}
