package dev.conex.engine;

import dev.conex.engine.stored.SavedImage;
import dev.conex.oci.Copy;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Document;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.Index;
import dev.conex.oci.InvalidReference;
import dev.conex.oci.MalformedContent;
import dev.conex.oci.Manifest;
import dev.conex.oci.MediaType;
import dev.conex.oci.Reference;
import dev.conex.storage.Lease;
import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what an archive says about its images: the OCI layout's `index.json`, or Docker's `manifest.json`.
record LoadTables(ImageCore core, LoadSpool spool, Lease lease) {
    /// So many images in one archive.
    static final int IMAGES_MAX = 1000;

    private static final String IMAGE_NAME = "io.containerd.image.name";
    private static final String REFERENCE_NAME = "org.opencontainers.image.ref.name";

    List<LoadedImage> images() throws IOException {
        var index = spool.table("index.json");
        if (index.isPresent() && spool.table("oci-layout").isPresent()) {
            return layout(index.get());
        }
        var saved = saved();
        if (saved.isEmpty()) {
            throw new MalformedContent("unrecognized image format");
        }
        var images = new ArrayList<LoadedImage>();
        for (var one : saved) {
            images.add(docker(one));
        }
        return images;
    }

    private List<SavedImage> saved() throws MalformedContent {
        var table = spool.table("manifest.json");
        if (table.isEmpty()) {
            return List.of();
        }
        try {
            var all = Jsonb.instance().type(SavedImage.class).list().fromJson(table.get());
            if (all.size() > IMAGES_MAX) {
                throw new MalformedContent("archive: %d images, the limit is %d".formatted(all.size(), IMAGES_MAX));
            }
            return all;
        } catch (JsonException | IllegalStateException e) {
            throw new MalformedContent("archive: manifest.json: " + e.getMessage(), e);
        }
    }

    /// Docker's archives have no manifest: it is made as containerd makes it, so that the digests agree.
    private LoadedImage docker(SavedImage saved) throws IOException {
        var config = spool.blob(Given.text(saved.config())).descriptor();
        var image = ImageConfig.parse(Copy.read(core.storage().content(), config, ImageConfig.BYTES_MAX));
        var layers = new ArrayList<Descriptor>();
        for (var path : Given.list(saved.layers())) {
            layers.add(layer(spool.blob(path)));
        }
        if (layers.size() != image.diffIds().size()) {
            throw new MalformedContent("archive: manifest.json has %d layers, the image's configuration %d"
                    .formatted(layers.size(), image.diffIds().size()));
        }
        if (layers.size() > Manifest.LAYERS_MAX) {
            throw new MalformedContent(
                    "archive: %d layers, the limit is %d".formatted(layers.size(), Manifest.LAYERS_MAX));
        }
        var manifest = new Manifest(
                        MediaType.DOCKER_MANIFEST,
                        config.withMediaType(MediaType.DOCKER_CONFIG),
                        layers,
                        Map.of(),
                        null,
                        null)
                .document();
        lease.keep(manifest.digest());
        Copy.bytes(core.storage().content(), manifest.mediaType(), manifest.bytes());
        var names = new ArrayList<Reference>();
        for (var tag : Given.list(saved.repoTags())) {
            names.add(name(tag));
        }
        return new LoadedImage(manifest.descriptor(), names);
    }

    private static Descriptor layer(LoadSpool.Blob blob) throws MalformedContent {
        return blob.descriptor()
                .withMediaType(
                        switch (blob.compression()) {
                            case PLAIN -> MediaType.DOCKER_LAYER;
                            case GZIP -> MediaType.DOCKER_LAYER_GZIP;
                            case ZSTD -> MediaType.DOCKER_LAYER_ZSTD;
                            case XZ, BZIP2 ->
                                throw new MalformedContent("archive: layer %s is packed with %s, as no layer may be"
                                        .formatted(blob.descriptor().digest(), blob.compression()));
                        });
    }

    private static Reference name(String text) throws MalformedContent {
        try {
            return Reference.parse(text).tagged();
        } catch (InvalidReference e) {
            throw new MalformedContent("archive: \"%s\": %s".formatted(text, e.getMessage()), e);
        }
    }

    private List<LoadedImage> layout(byte[] bytes) throws IOException {
        var index = Index.parse(new Document(bytes, MediaType.OCI_INDEX));
        if (index.manifests().size() > IMAGES_MAX) {
            throw new MalformedContent("archive: %d images, the limit is %d"
                    .formatted(index.manifests().size(), IMAGES_MAX));
        }
        var names = new LinkedHashMap<Descriptor, List<Reference>>();
        for (var entry : index.manifests()) {
            if (!MediaType.isIndex(entry.mediaType()) && !MediaType.isManifest(entry.mediaType())) {
                continue;
            }
            var target = new Descriptor(entry.mediaType(), entry.digest(), entry.size());
            if (!core.documents().has(target.digest())) {
                throw new MalformedContent("archive: index.json names %s, which is missing".formatted(target.digest()));
            }
            names.computeIfAbsent(target, _ -> new ArrayList<>()).addAll(names(entry));
        }
        var images = new ArrayList<LoadedImage>();
        for (var image : names.entrySet()) {
            var target = image.getKey();
            images.add(new LoadedImage(target, image.getValue().isEmpty() ? namesOf(target) : image.getValue()));
        }
        if (images.isEmpty()) {
            throw new MalformedContent("archive: index.json names no image");
        }
        return images;
    }

    /// By annotation; a bare word is a tag of nobody knows what.
    private static List<Reference> names(Descriptor entry) throws MalformedContent {
        var whole = entry.annotations().get(IMAGE_NAME);
        if (whole != null) {
            return List.of(name(whole));
        }
        var word = entry.annotations().get(REFERENCE_NAME);
        return word != null && (word.indexOf(':') >= 0 || word.indexOf('/') >= 0) ? List.of(name(word)) : List.of();
    }

    /// What Docker's table in the same archive calls it.
    private List<Reference> namesOf(Descriptor target) throws IOException {
        var names = new ArrayList<Reference>();
        for (var saved : saved()) {
            var config = spool.blob(Given.text(saved.config())).descriptor().digest();
            for (var part : core.tree(target).parts()) {
                if (part.manifest() != null && part.manifest().config().digest().equals(config)) {
                    for (var tag : Given.list(saved.repoTags())) {
                        names.add(name(tag));
                    }
                }
            }
        }
        return names.stream().distinct().toList();
    }
}
