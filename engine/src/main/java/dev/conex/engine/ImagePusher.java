package dev.conex.engine;

import dev.conex.oci.Copy;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Reference;
import dev.conex.registry.RegistryFailure;
import dev.conex.registry.Remote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Sends images: what the registry lacks, several blobs at once, manifests by digest, and the tag last.
record ImagePusher(ImageCore core, ImageRemotes remotes) {

    void push(ImagePush request, ImageProgress progress) throws IOException {
        var wanted = ImageNames.parse(request.reference());
        if (wanted.digest() != null) {
            throw new Refusal.Invalid(Refusal.What.REFERENCE, request.reference(), "cannot push a digest reference");
        }
        var images = wanted(wanted, request.allTags());
        var remote = remotes.pushing(wanted, request.credentials());
        progress.status("", "The push refers to repository [%s]".formatted(wanted.name()), 0, 0);
        try {
            for (var image : images.entrySet()) {
                new Push(image.getKey(), image.getValue(), request.platform(), remote, progress).run();
            }
        } catch (RegistryFailure e) {
            throw ImageRegistryWords.push(e);
        }
    }

    private Map<Reference, Descriptor> wanted(Reference wanted, boolean allTags) throws IOException {
        Map<Reference, Descriptor> images = new LinkedHashMap<>();
        if (allTags && wanted.tag() == null) {
            images.putAll(core.names().inRepository(wanted));
        } else {
            core.storage().names().find(wanted.tagged()).ifPresent(n -> images.put(n.reference(), n.descriptor()));
        }
        if (images.isEmpty()) {
            throw new Refusal.NotFound(
                    Refusal.Noun.IMAGE, "An image does not exist locally with the tag: " + wanted.familiarName());
        }
        return images;
    }

    /// One name.
    private final class Push {
        private final Reference reference;
        private final Descriptor target;
        private final @Nullable String platform;
        private final Remote remote;
        private final ImageProgress progress;

        Push(Reference reference, Descriptor target, @Nullable String platform, Remote remote, ImageProgress progress) {
            this.reference = reference;
            this.target = target;
            this.platform = platform;
            this.remote = remote;
            this.progress = progress;
        }

        void run() throws IOException {
            try (var lease = core.storage().leases().open("push of " + reference.familiar())) {
                var tree = core.tree(target);
                core.keep(lease, tree);
                var plan = plan(tree);
                blobs(plan);
                for (var manifest : plan.byDigest()) {
                    remote.putManifest(
                            reference,
                            manifest.digest().toString(),
                            core.documents().document(manifest));
                }
                var top = plan.top();
                remote.putManifest(
                        reference, reference.tagOrDigest(), core.documents().document(top));
                var tag = reference.tagOrDigest();
                progress.status("", "%s: digest: %s size: %d".formatted(tag, top.digest(), top.size()), 0, 0);
                progress.pushed(tag, top.digest().toString(), top.size());
                core.say("push", reference.familiar(), reference.familiarName(), tree);
            }
        }

        /// All of the image when all of it is here, or else what runs here.
        private PushPlan plan(ImageTree tree) throws IOException {
            if (platform != null && !platform.isEmpty()) {
                return PushPlan.of(tree, core.part(reference.familiar(), tree, platform));
            }
            for (var part : tree.parts()) {
                if (!complete(part)) {
                    var only = core.part(reference.familiar(), tree, null);
                    if (!complete(only)) {
                        throw new IOException("image %s: not all of it is here".formatted(reference.familiar()));
                    }
                    return PushPlan.of(tree, only);
                }
            }
            return PushPlan.of(tree, null);
        }

        private boolean complete(ImageTree.Part part) throws IOException {
            var manifest = part.manifest();
            if (manifest == null || !core.documents().has(manifest.config().digest())) {
                return false;
            }
            for (var layer : manifest.layers()) {
                if (layer.urls().isEmpty() && !core.documents().has(layer.digest())) {
                    return false;
                }
            }
            return true;
        }

        private void blobs(PushPlan plan) throws IOException {
            int parallel = core.config().registries().uploadsMax();
            for (var layer : plan.layers()) {
                progress.status(layer.digest().shortHex(), "Preparing", 0, 0);
            }
            for (int i = parallel; i < plan.layers().size(); i++) {
                progress.status(plan.layers().get(i).digest().shortHex(), "Waiting", 0, 0);
            }
            var permits = new Semaphore(parallel);
            var running = new ArrayList<Future<?>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var blob : all(plan)) {
                    running.add(threads.submit(() -> {
                        permits.acquire();
                        try {
                            send(blob, plan.layers().contains(blob));
                        } finally {
                            permits.release();
                        }
                        return null;
                    }));
                }
                await(running, threads::shutdownNow);
            }
        }

        private static List<Descriptor> all(PushPlan plan) {
            var all = new ArrayList<>(plan.layers());
            all.addAll(plan.configs());
            var seen = new HashSet<Digest>();
            all.removeIf(d -> !seen.add(d.digest()));
            return all;
        }

        private static void await(List<Future<?>> running, Runnable giveUp) throws IOException {
            try {
                for (var one : running) {
                    one.get();
                }
            } catch (ExecutionException e) {
                giveUp.run();
                switch (e.getCause()) {
                    case IOException why -> throw why;
                    case RuntimeException why -> throw why;
                    case null, default -> throw new IOException("push", e);
                }
            } catch (InterruptedException e) {
                giveUp.run();
                Thread.currentThread().interrupt();
                throw new IOException("push: interrupted", e);
            }
        }

        private void send(Descriptor blob, boolean shown) throws IOException {
            var id = blob.digest().shortHex();
            if (!blob.urls().isEmpty() && !core.documents().has(blob.digest())) {
                say(shown, id, "Skipped foreign layer");
            } else if (remote.source(reference).has(blob.digest())) {
                say(shown, id, "Layer already exists");
            } else {
                var from = shown ? mounted(blob) : null;
                if (from != null) {
                    say(true, id, "Mounted from " + from.path());
                } else {
                    upload(blob, shown);
                }
            }
        }

        private void say(boolean shown, String id, String what) {
            if (shown) {
                progress.status(id, what, 0, 0);
            }
        }

        private void upload(Descriptor blob, boolean shown) throws IOException {
            var id = blob.digest().shortHex();
            var sent = new long[1];
            Copy.blob(core.storage().content(), remote.sink(reference), blob, got -> {
                sent[0] += got;
                if (shown) {
                    progress.status(id, "Pushing", sent[0], blob.size());
                }
            });
            say(shown, id, "Pushed");
        }

        /// The repository of the same registry that had the blob, if the registry takes it from there.
        private @Nullable Reference mounted(Descriptor blob) throws IOException {
            for (var other : siblings(blob.digest())) {
                if (remote.mount(reference, blob.digest(), other)) {
                    return other;
                }
            }
            return null;
        }

        private Set<Reference> siblings(Digest blob) throws IOException {
            var found = new HashSet<Reference>();
            for (var named : core.storage().names().list()) {
                var other = named.reference();
                if (other.domain().equals(reference.domain()) && !other.path().equals(reference.path())) {
                    if (core.tree(named.descriptor()).blobs().stream()
                            .anyMatch(b -> b.digest().equals(blob))) {
                        found.add(other.repository());
                    }
                }
            }
            return found.stream()
                    .sorted()
                    .limit(3)
                    .collect(java.util.stream.Collectors.toCollection(java.util.LinkedHashSet::new));
        }
    }
}
