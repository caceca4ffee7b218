package dev.conex.engine;

import dev.conex.oci.Codecs;
import dev.conex.oci.Digest;
import dev.conex.oci.MalformedContent;
import dev.conex.storage.Lease;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Loads images from an archive: blobs, then layers, then names. When something is wrong with the archive
/// nothing is named, and what came of it is swept.
record LoadArchive(ImageCore core, Codecs codecs) {
    private static final int BUFFER_BYTES = 1 << 16;

    void load(InputStream archive, @Nullable String platform, ImageProgress progress) throws IOException {
        boolean litter = true;
        try (var lease = core.storage().leases().open("load of an archive")) {
            var spool = new LoadSpool(core, lease);
            spool.read(ImageUnpacked.of(codecs, new BufferedInputStream(archive, BUFFER_BYTES)));
            var images = new LoadTables(core, spool, lease).images();
            var trees = new ArrayList<ImageTree>();
            for (var image : images) {
                trees.add(ready(image, platform, lease, progress));
            }
            for (int i = 0; i < images.size(); i++) {
                name(images.get(i), trees.get(i), progress);
            }
            litter = !belongsToAll(spool, trees);
        } catch (MalformedContent e) {
            throw new Refusal.Invalid(Refusal.What.ARCHIVE, "", String.valueOf(e.getMessage()));
        } finally {
            if (litter) {
                Quietly.run("sweep after a load", core::sweep);
            }
        }
    }

    private static boolean belongsToAll(LoadSpool spool, List<ImageTree> trees) {
        var used = new HashSet<Digest>();
        trees.forEach(tree -> tree.blobs().forEach(b -> used.add(b.digest())));
        return used.containsAll(spool.digests());
    }

    /// An image whose blobs are all there, unpacked for here.
    private ImageTree ready(LoadedImage image, @Nullable String platform, Lease lease, ImageProgress progress)
            throws IOException {
        var tree = core.tree(image.target());
        core.keep(lease, tree);
        boolean complete = false;
        for (var part : tree.parts()) {
            complete |= complete(part, tree);
        }
        if (!complete) {
            throw new MalformedContent("archive: nothing of image %s is whole".formatted(tree.id()));
        }
        var wanted = platform == null ? tree.choose(null) : java.util.Optional.of(core.part(tree.id(), tree, platform));
        if (wanted.isPresent() && complete(wanted.get(), tree)) {
            core.layers()
                    .carryOut(
                            core.plan(wanted.get()),
                            core.storage().content(),
                            ImageCore.UNPACK_PARALLEL,
                            new LoadWatcher(progress));
        }
        return tree;
    }

    /// Archives of one platform hold the whole index, and the manifests of that platform alone.
    private boolean complete(ImageTree.Part part, ImageTree tree) throws IOException {
        var manifest = part.manifest();
        if (manifest == null) {
            return false;
        }
        var needed = new ArrayList<>(manifest.layers());
        needed.add(manifest.config());
        for (var blob : needed) {
            if (!core.documents().has(blob.digest())) {
                if (tree.parts().size() == 1) {
                    throw new MalformedContent("archive: blob %s is missing".formatted(blob.digest()));
                }
                return false;
            }
        }
        return true;
    }

    private void name(LoadedImage image, ImageTree tree, ImageProgress progress) throws IOException {
        if (image.names().isEmpty()) {
            core.names().point(null, image.target());
            core.say("load", tree.id(), tree.id(), tree);
            progress.imageId(tree.id(), null);
            progress.text("Loaded image ID: %s\n".formatted(tree.id()));
        }
        for (var reference : image.names()) {
            core.names().point(reference, image.target());
            core.say("load", tree.id(), reference.familiar(), tree);
            progress.imageId(tree.id(), reference.familiar());
            progress.text("Loaded image: %s\n".formatted(reference.familiar()));
        }
    }

    /// Tells how far the unpacking is.
    private record LoadWatcher(ImageProgress progress) implements PullLayers.Watcher {
        @Override
        public void on(PullPlan.Layer layer, PullLayers.Step step, long bytes) {
            if (step == PullLayers.Step.READING) {
                progress.status(
                        layer.shortId(), "Loading layer", bytes, layer.blob().size());
            }
        }
    }
}
