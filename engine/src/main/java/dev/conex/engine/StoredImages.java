package dev.conex.engine;

import dev.conex.oci.Codecs;
import dev.conex.oci.Descriptor;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.Reference;
import dev.conex.registry.RegistryFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Images in the store of this machine: each name points at an index or a manifest, whose digest is the image's
/// id.
final class StoredImages implements Images, RunnableImages {
    private final ImageCore core;
    private final ImageRemotes remotes;
    private final Codecs codecs;

    StoredImages(ImageCore core, ImageRemotes remotes, Codecs codecs) {
        this.core = core;
        this.remotes = remotes;
        this.codecs = codecs;
    }

    @Override
    public void pull(ImagePull request, ImageProgress progress) throws IOException {
        new ImagePuller(core, remotes).pull(request, progress);
    }

    @Override
    public void push(ImagePush request, ImageProgress progress) throws IOException {
        new ImagePusher(core, remotes).push(request, progress);
    }

    @Override
    public void load(InputStream archive, @Nullable String platform, ImageProgress progress) throws IOException {
        new LoadArchive(core, codecs).load(archive, platform, progress);
    }

    @Override
    public void save(List<String> names, @Nullable String platform, OutputStream out) throws IOException {
        new SaveArchive(core).save(names, platform, out);
    }

    @Override
    public String importTar(ImageImport request, InputStream tar, ImageProgress progress) throws IOException {
        var id = new ImageImporting(core, codecs).importTar(request, tar);
        progress.imageId(id, request.reference());
        return id;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T reading(String what, Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new Refusal.Failed(what, e);
        }
    }

    @Override
    public List<ImageSummary> list(ImageQuery query) {
        return reading("list images", () -> new ImageViews(core).list(query));
    }

    @Override
    public ImageInspect inspect(String name, @Nullable String platform) {
        return reading("inspect image " + name, () -> new ImageViews(core).inspect(name, platform));
    }

    @Override
    public List<ImageHistory> history(String name, @Nullable String platform) {
        return reading("history of image " + name, () -> new ImageViews(core).history(name, platform));
    }

    @Override
    public void tag(String name, String reference) {
        var wanted = ImageNames.parse(reference);
        if (wanted.digest() != null) {
            throw new Refusal.Invalid(
                    Refusal.What.REFERENCE, reference, "refusing to create a tag with a digest reference");
        }
        reading("tag image " + name, () -> tagged(name, wanted.tagged()));
    }

    private ImageTree tagged(String name, Reference reference) throws IOException {
        try (var lease = core.storage().leases().open("tag of image " + name)) {
            var tree = core.tree(core.names().target(name));
            core.keep(lease, tree);
            if (!core.documents().has(tree.target().digest())) {
                throw new Refusal.NotFound(Refusal.Noun.IMAGE, name);
            }
            core.names().point(reference, tree.target());
            core.say("tag", tree.id(), reference.familiar(), tree);
            return tree;
        }
    }

    @Override
    public List<ImageRemoved> remove(String name, boolean force, boolean keepParents) {
        return reading("remove image " + name, () -> new ImageRemoval(core).remove(name, force));
    }

    @Override
    public ImagesPruned prune(Filters filters) {
        return reading("prune images", () -> new ImageRemoval(core).prune(filters));
    }

    @Override
    public ImageDistribution distribution(String reference, ImageCredentials credentials) throws IOException {
        var wanted = ImageNames.parse(reference).tagged();
        try {
            return new ImageProbe(remotes.pulling(wanted, credentials), wanted).distribution();
        } catch (RegistryFailure e) {
            throw ImageRegistryWords.pull(e, wanted);
        }
    }

    @Override
    public RunnableImage resolve(String name, @Nullable String platform) {
        return reading("find image " + name, () -> resolved(name, platform));
    }

    private RunnableImage resolved(String name, @Nullable String platform) throws IOException {
        try (var lease = core.storage().leases().open("use of image " + name)) {
            var tree = core.tree(core.names().target(name));
            var part = core.part(name, tree, platform);
            var config = Objects.requireNonNull(part.config());
            lease.keep(tree.target().digest());
            config.chain().forEach(lease::keep);
            var snapshots = core.storage().snapshots();
            if (!config.chain().stream().allMatch(snapshots::has)) {
                core.keep(lease, tree);
                core.layers()
                        .carryOut(
                                core.plan(part),
                                core.storage().content(),
                                ImageCore.UNPACK_PARALLEL,
                                PullLayers.Watcher.NOBODY);
            }
            return new RunnableImage(tree.id(), part.descriptor(), config, config.chain());
        }
    }

    @Override
    public String commit(ImageConfig config, RunnableImage base, Descriptor newLayer, @Nullable String reference) {
        var named = reference == null || reference.isEmpty()
                ? null
                : ImageNames.parse(reference).tagged();
        return reading("commit image", () -> {
            try (var lease = core.storage().leases().open("commit")) {
                var layers = new ArrayList<>(
                        core.documents().manifest(base.manifest()).layers());
                layers.add(newLayer);
                var tree = new ImageWriter(core).write(config, layers, named, lease);
                if (named != null) {
                    core.say("tag", tree.id(), named.familiar(), tree);
                }
                return tree.id();
            }
        });
    }
}
