package dev.conex.engine;

import dev.conex.engine.stored.SavedImage;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.FileMeta;
import dev.conex.oci.Index;
import dev.conex.oci.Reference;
import dev.conex.oci.TarEntry;
import dev.conex.oci.TarWriter;
import dev.conex.oci.VerifiedStream;
import dev.conex.storage.Lease;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes images as one archive that is both an OCI layout and Docker's own format. The same images give the
/// same bytes: everything is sorted, and of 1970.
record SaveArchive(ImageCore core) {
    private static final int BUFFER_BYTES = 1 << 17;
    private static final String IMAGE_NAME = "io.containerd.image.name";
    private static final String REFERENCE_NAME = "org.opencontainers.image.ref.name";
    private static final FileMeta FILE = FileMeta.plain(0644);
    private static final FileMeta DIRECTORY = FileMeta.plain(0755);

    /// An image and the names it is wanted under; `only` is the part that is wanted, if not all.
    private record Wanted(ImageTree tree, List<Reference> names, ImageTree.@Nullable Part only) {
        Descriptor target() {
            return only == null ? tree.target() : only.descriptor();
        }

        List<ImageTree.Part> parts() {
            return only == null ? tree.parts() : List.of(only);
        }
    }

    void save(List<String> names, @Nullable String platform, OutputStream out) throws IOException {
        if (names.isEmpty()) {
            throw new Refusal.Invalid(Refusal.What.OTHER, "", "no images to save");
        }
        try (var lease = core.storage().leases().open("save")) {
            var wanted = new ArrayList<>(wanted(names, platform, lease).values());
            write(wanted, out);
        }
    }

    private Map<Digest, Wanted> wanted(List<String> names, @Nullable String platform, Lease lease) throws IOException {
        var all = new LinkedHashMap<Digest, Wanted>();
        for (var name : names) {
            for (var found : meant(name).entrySet()) {
                var target = found.getValue();
                var tree = core.tree(target);
                core.keep(lease, tree);
                var only = platform == null || platform.isEmpty() ? null : core.part(name, tree, platform);
                if (tree.choose(null).isEmpty() && only == null) {
                    throw new Refusal.NotFound(
                            Refusal.Noun.IMAGE, "image %s: none of its manifests is here".formatted(name));
                }
                var before = all.get(target.digest());
                var references = new ArrayList<>(before == null ? List.<Reference>of() : before.names());
                found.getKey().ifPresent(references::add);
                var sorted = references.stream().distinct().sorted().toList();
                all.put(target.digest(), new Wanted(tree, sorted, only));
            }
        }
        return all;
    }

    /// By a tag: that one; by a repository alone: all of its tags, as Docker does; by an id or digest: no name.
    private Map<Optional<Reference>, Descriptor> meant(String name) throws IOException {
        var found = new LinkedHashMap<Optional<Reference>, Descriptor>();
        if (ImageNames.isRepository(name)) {
            core.names().inRepository(ImageNames.parse(name)).forEach((r, target) -> found.put(Optional.of(r), target));
        }
        if (found.isEmpty()) {
            var image = core.names().find(name);
            var given = ImageNames.meansId(name, image) ? null : ImageNames.parse(name);
            var named = given == null || given.digest() != null ? null : given.tagged();
            found.put(Optional.ofNullable(named), image.target());
        }
        return found;
    }

    private void write(List<Wanted> images, OutputStream out) throws IOException {
        var tar = new TarWriter(out);
        tar.put(TarEntry.directory("blobs/", DIRECTORY));
        String algorithm = "";
        for (var blob : blobs(images).values()) {
            if (!blob.digest().algorithm().equals(algorithm)) {
                algorithm = blob.digest().algorithm();
                tar.put(TarEntry.directory("blobs/%s/".formatted(algorithm), DIRECTORY));
            }
            blob(tar, blob);
        }
        table(tar, "index.json", index(images));
        table(tar, "manifest.json", manifests(images));
        table(tar, "oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        tar.finish();
    }

    private SortedMap<Digest, Descriptor> blobs(List<Wanted> images) throws IOException {
        var all = new TreeMap<Digest, Descriptor>();
        for (var image : images) {
            var tree = new ImageTree(
                    image.target(), image.only() == null ? image.tree().indexes() : List.of(), image.parts());
            for (var blob : tree.blobs()) {
                if (core.documents().has(blob.digest())) {
                    all.put(blob.digest(), blob);
                }
            }
        }
        return all;
    }

    private void blob(TarWriter tar, Descriptor blob) throws IOException {
        tar.put(TarEntry.file(path(blob.digest()), blob.size(), FILE));
        var buffer = new byte[BUFFER_BYTES];
        try (var in = new VerifiedStream(core.storage().content().open(blob), blob)) {
            for (int got = in.read(buffer, 0, buffer.length); got >= 0; got = in.read(buffer, 0, buffer.length)) {
                tar.write(buffer, 0, got);
            }
        }
    }

    private static String path(Digest digest) {
        return "blobs/%s/%s".formatted(digest.algorithm(), digest.hex());
    }

    private static void table(TarWriter tar, String name, byte[] content) throws IOException {
        tar.put(TarEntry.file(name, content.length, FILE));
        tar.write(content, 0, content.length);
    }

    private static byte[] index(List<Wanted> images) {
        var entries = new ArrayList<Descriptor>();
        for (var image : images) {
            if (image.names().isEmpty()) {
                entries.add(image.target());
            }
            for (var name : image.names()) {
                entries.add(image.target()
                        .withAnnotations(Map.of(IMAGE_NAME, name.canonical(), REFERENCE_NAME, name.tagOrDigest())));
            }
        }
        return new Index(entries).document().bytes();
    }

    /// Docker's own table knows one platform an image.
    private static byte[] manifests(List<Wanted> images) {
        var saved = new ArrayList<SavedImage>();
        for (var image : images) {
            var tree = new ImageTree(image.target(), List.of(), image.parts());
            var part = tree.choose(null);
            if (part.isPresent() && part.get().manifest() != null) {
                var manifest = part.get().manifest();
                saved.add(new SavedImage(
                        path(manifest.config().digest()),
                        image.names().stream().map(Reference::familiar).toList(),
                        manifest.layers().stream().map(l -> path(l.digest())).toList()));
            }
        }
        return Jsonb.instance().type(SavedImage.class).list().toJson(saved).getBytes(StandardCharsets.UTF_8);
    }
}
