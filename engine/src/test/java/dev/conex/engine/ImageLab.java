package dev.conex.engine;

import dev.conex.oci.Compression;
import dev.conex.oci.Digest;
import dev.conex.oci.FileMeta;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.Platform;
import dev.conex.oci.TarEntry;
import dev.conex.oci.TarWriter;
import dev.conex.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The image half over a storage of its own, and archives made in memory.
final class ImageLab implements AutoCloseable {
    final Path directory = Files.createTempDirectory("cx");
    final Storage storage = Storage.open(directory.resolve("data"), FastGzip.codecs());
    final EventLog events = new EventLog();
    final List<ContainerUse> users = new ArrayList<>();
    final List<String> said = Collections.synchronizedList(new ArrayList<>());
    final ImageHalf half;
    final Images images;

    ImageLab() throws IOException {
        var config = EngineConfig.of(directory.resolve("data"), directory.resolve("run"), directory.resolve("shim"));
        half = ImageHalf.open(config, storage, uses(), events);
        images = half.images();
    }

    private ContainerUses uses() {
        return new ContainerUses() {
            @Override
            public List<ContainerUse> all() {
                return List.copyOf(users);
            }

            @Override
            public ContainerUse find(String ref) {
                throw new Refusal.NotFound(Refusal.Noun.CONTAINER, ref);
            }

            @Override
            public void changeEndpoints(ContainerId id, EndpointChange change) {
                throw new IllegalStateException("nobody changes endpoints here");
            }
        };
    }

    /// A container of an image, as the image half sees it.
    ContainerUse uses(String imageId, String imageName, boolean running) {
        var use = new ContainerUse(
                ContainerId.random(),
                "web",
                imageId,
                imageName,
                running,
                List.of(),
                List.of(),
                ContainerSpec.image(imageName),
                Map.of());
        users.add(use);
        return use;
    }

    /// Hears progress as lines.
    final ImageProgress progress = new ImageProgress() {
        @Override
        public void status(String id, String status, long current, long total) {
            said.add((id.isEmpty() ? "" : id + ": ") + status + (total > 0 ? " " + current + "/" + total : ""));
        }

        @Override
        public void text(String text) {
            said.add(text.strip());
        }

        @Override
        public void pushed(String tag, String digest, long size) {
            said.add("pushed %s %s %d".formatted(tag, digest, size));
        }
    };

    /// What was said, figures left out, and forgotten.
    List<String> heard() {
        var heard = said.stream().filter(s -> !s.matches(".* [0-9]+/[0-9]+")).toList();
        said.clear();
        return heard;
    }

    void load(byte[] archive) throws IOException {
        images.load(new ByteArrayInputStream(archive), null, progress);
    }

    /// Blobs, layers, names and half-written things: what could be left behind.
    record Census(int blobs, int layers, int names, long temporary) {}

    Census census() throws IOException {
        return new Census(
                (int) storage.content().list().count(),
                storage.layers().all().size(),
                storage.names().list().size(),
                files("content/ingest") + files("unpacking"));
    }

    private long files(String name) throws IOException {
        try (var all = Files.list(directory.resolve("data").resolve(name))) {
            return all.count();
        }
    }

    /// A layer of files, name → content; a name that ends with `/` is a directory.
    static byte[] layer(String... namesAndContents) {
        var files = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            files.put(namesAndContents[i], namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return tar(files);
    }

    static byte[] tar(Map<String, byte[]> files) {
        var bytes = new ByteArrayOutputStream();
        var tar = new TarWriter(bytes);
        try {
            for (var file : files.entrySet()) {
                if (file.getKey().endsWith("/")) {
                    tar.put(TarEntry.directory(file.getKey(), FileMeta.plain(0755)));
                } else {
                    tar.put(TarEntry.file(file.getKey(), file.getValue().length, FileMeta.plain(0644)));
                    tar.write(file.getValue(), 0, file.getValue().length);
                }
            }
            tar.finish();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] packed(byte[] plain, Compression how) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = FastGzip.codecs().compress(bytes, how)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    static ImageConfig config(Platform platform, byte[]... layers) {
        var diffIds = new ArrayList<Digest>();
        for (var layer : layers) {
            diffIds.add(Digest.ofSha256(layer));
        }
        return ImageConfig.scratch(platform)
                .withCreated(Instant.parse("2024-05-06T07:08:09Z"))
                .withDefaults(dev.conex.oci.ContainerDefaults.NONE
                        .withEnv(List.of("PATH=/bin"))
                        .withCmd(List.of("sh"))
                        .withLabels(Map.of("kind", "test")))
                .withLayers(diffIds, List.of());
    }

    /// What `docker save` wrote before it knew OCI.
    static Map<String, byte[]> docker(@Nullable String tag, byte[]... layers) {
        var files = new LinkedHashMap<String, byte[]>();
        var paths = new ArrayList<String>();
        for (var layer : layers) {
            var path = Digest.ofSha256(layer).hex() + "/layer.tar";
            paths.add("\"" + path + "\"");
            files.put(path, layer);
        }
        var config = config(Platform.host(), layers).document().bytes();
        var name = Digest.ofSha256(config).hex() + ".json";
        files.put(name, config);
        var tags = tag == null ? "null" : "[\"" + tag + "\"]";
        files.put(
                "manifest.json",
                "[{\"Config\":\"%s\",\"RepoTags\":%s,\"Layers\":[%s]}]"
                        .formatted(name, tags, String.join(",", paths))
                        .getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /// Loads an image of these layers.
    String loaded(String tag, byte[]... layers) throws IOException {
        load(tar(docker(tag, layers)));
        return images.inspect(tag, null).id();
    }

    /// A file of an image, read through a mount of its layers.
    String file(String image, String path) throws IOException {
        var found = half.runnableImages().resolve(image, null);
        try (var view = storage.snapshots().view(found.chain());
                var root = view.root()) {
            return new String(RootFiles.read(root, path, 1 << 20), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        storage.close();
        try (var all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
        }
    }
}
