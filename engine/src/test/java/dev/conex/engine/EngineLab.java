package dev.conex.engine;

import dev.conex.oci.ChainId;
import dev.conex.oci.ContainerDefaults;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.FileMeta;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.MediaType;
import dev.conex.oci.Platform;
import dev.conex.oci.TarEntry;
import dev.conex.oci.TarWriter;
import dev.conex.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// An engine over private roots with one image, `tiny`, whose only program does the words it gets; for tests as
/// root on a real kernel.
final class EngineLab implements AutoCloseable {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path PROGRAMS = MODULE.resolve("target/test-programs");
    static final Path SHIM =
            built("conex-shim", MODULE.resolveSibling("shim/build").toString(), PROGRAMS.toString());
    private static final Path TINY = built(
            "tiny",
            "musl-gcc",
            "-static",
            "-Os",
            "-o",
            PROGRAMS.resolve("tiny").toString(),
            MODULE.resolve("src/test/c/tiny.c").toString());

    final String mark = "cx%06x".formatted(ThreadLocalRandom.current().nextInt(1 << 24));
    final Path directory;
    final EngineConfig config;
    final FakeNetworks networks = new FakeNetworks();
    final FakeImages images = new FakeImages();
    OpenEngine engine;

    private final UnaryOperator<Storage> disk;

    EngineLab() throws IOException, InterruptedException {
        this(UnaryOperator.identity());
    }

    /// Over a disk that is not what it seems.
    EngineLab(UnaryOperator<Storage> disk) throws IOException, InterruptedException {
        this.disk = disk;
        directory = Files.createTempDirectory("cx");
        config = EngineConfig.of(directory.resolve("data"), directory.resolve("run"), SHIM)
                .withCgroupParent(mark);
        engine = open();
        // whatever is made once, and kept, is there before anybody counts
        run(create(autoRemove(tiny().withCommand("tiny"))));
    }

    /// Opens an engine over the same roots, as after a restart.
    OpenEngine open() throws IOException {
        var storage = disk.apply(Storage.open(config.dataRoot()));
        images.load(storage);
        return EngineAssembly.open(
                config,
                storage,
                (c, s, uses, events) -> new Parts(
                        Unused.IMAGES,
                        images,
                        (_, _) -> "",
                        Unused.NETWORKS,
                        networks,
                        Unused.VOLUMES,
                        new PlainVolumes(s),
                        List.of()),
                (_, _) -> Unused.BUILDS);
    }

    /// Ends the engine without its knowledge as far as a test can, and opens another one.
    void restart(Runnable meanwhile) throws IOException {
        engine.close();
        meanwhile.run();
        engine = open();
    }

    static ContainerSpec tiny(String... words) {
        var host = HostOptions.DEFAULTS.withNetwork(HostOptions.NetworkOptions.mode("none"));
        return ContainerSpec.image("tiny")
                .withCommand(Stream.concat(Stream.of("tiny"), Stream.of(words)).toArray(String[]::new))
                .withHost(host);
    }

    static ContainerSpec autoRemove(ContainerSpec spec) {
        return spec.withHost(spec.host().withLife(spec.host().life().withAutoRemove()));
    }

    String create(ContainerSpec spec) {
        return engine.containers().create(ContainerCreate.of(spec)).id().value();
    }

    String started(ContainerSpec spec) {
        var id = create(spec);
        engine.lives().start(id);
        return id;
    }

    /// Runs to the end (of its record, if it removes itself); the exit code.
    int run(String id) throws InterruptedException {
        boolean vanishes = inspect(id).spec().host().life().autoRemove();
        try (var wait = engine.lives().wait(id, vanishes ? WaitCondition.REMOVED : WaitCondition.NEXT_EXIT)) {
            engine.lives().start(id);
            return wait.await().exitCode();
        }
    }

    ContainerInspect inspect(String id) {
        return engine.containers().inspect(id, false);
    }

    String logs(String id) throws IOException, InterruptedException {
        var text = new StringBuilder();
        try (var reading = engine.streams().logs(id, LogRequest.ALL)) {
            reading.run((_, _, bytes, _) -> text.append(new String(bytes, StandardCharsets.UTF_8)));
        }
        return text.toString();
    }

    void awaitLog(String id, String wanted) throws IOException, InterruptedException {
        for (int i = 0; i < 1000 && !logs(id).contains(wanted); i++) {
            Thread.sleep(5);
        }
        if (!logs(id).contains(wanted)) {
            throw new AssertionError("log of %s: %s".formatted(id, logs(id)));
        }
    }

    /// Everything of ours that could be left behind.
    record Census(long mounts, long descriptors, long cgroups, long states, long runs, int writables, long shims) {}

    /// What is there when everything has come to rest: shims are prepared in the background.
    Census census() throws IOException, InterruptedException {
        var last = count();
        for (int same = 0; same < 3; ) {
            Thread.sleep(40);
            var now = count();
            same = now.equals(last) ? same + 1 : 0;
            last = now;
        }
        return last;
    }

    private Census count() throws IOException, InterruptedException {
        engine.core().background().settle();
        return new Census(
                Files.readString(Path.of("/proc/self/mountinfo")).lines().count(),
                count(Path.of("/proc/self/fd")),
                cgroups(),
                count(config.dataRoot().resolve("containers")),
                count(config.runRoot().resolve("containers")),
                engine.core().storage().snapshots().keys().size(),
                ProcessHandle.current()
                        .children()
                        .filter(p -> p.info().arguments().isEmpty() && p.isAlive())
                        .count());
    }

    private long cgroups() throws IOException {
        long n = 0;
        for (var hierarchy : List.of("memory", "unified", "pids", "cpu")) {
            n += count(Path.of("/sys/fs/cgroup", hierarchy, mark));
        }
        return n;
    }

    private static long count(Path dir) throws IOException {
        if (!Files.isDirectory(dir)) {
            return 0;
        }
        try (var all = Files.list(dir)) {
            return all.filter(p -> !p.startsWith("/sys") || Files.isDirectory(p))
                    .count();
        }
    }

    private static Path built(String name, String... command) {
        try {
            Files.createDirectories(PROGRAMS);
            var compiler = new ProcessBuilder(command).inheritIO().start();
            if (compiler.waitFor() != 0) {
                throw new IllegalStateException("%s failed".formatted(List.of(command)));
            }
            return PROGRAMS.resolve(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (var c : engine.containers().list(ContainerQuery.ALL)) {
            try {
                engine.containers().remove(c.id().value(), RemoveOptions.ALL);
            } catch (Refusal.NotFound _) {
                // it removes itself
            }
        }
        try {
            engine.core().background().settle();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        engine.close();
        removeCgroups(mark);
        try (var all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
        }
    }

    static void removeCgroups(String mark) throws IOException {
        try (var hierarchies = Files.list(Path.of("/sys/fs/cgroup"))) {
            for (var h : hierarchies.toList()) {
                var ours = h.resolve(mark);
                if (Files.isDirectory(ours)) {
                    Files.delete(ours);
                }
            }
        }
    }

    /// One image of one layer.
    static final class FakeImages implements RunnableImages {
        private RunnableImage image = new RunnableImage(
                "",
                new Descriptor(MediaType.OCI_MANIFEST, Digest.ofSha256(new byte[0]), 0),
                ImageConfig.scratch(new Platform("linux", "amd64", "", "", List.of())),
                List.of());
        final List<ImageConfig> committed = new ArrayList<>();

        void load(Storage storage) throws IOException {
            var tar = layer();
            var diffId = Digest.ofSha256(tar);
            storage.snapshots().unpack(null, diffId, new ByteArrayInputStream(tar));
            var config = image.config()
                    .withDefaults(
                            ContainerDefaults.NONE.withEnv(List.of("PATH=/bin")).withVolumes(List.of()))
                    .withLayers(List.of(diffId), List.of());
            var manifest = Descriptor.of(MediaType.OCI_MANIFEST, "tiny".getBytes(StandardCharsets.UTF_8));
            image = new RunnableImage(manifest.digest().toString(), manifest, config, List.of(ChainId.of(diffId)));
        }

        static byte[] layer() throws IOException {
            var bytes = new ByteArrayOutputStream();
            var tar = new TarWriter(bytes);
            tar.put(TarEntry.directory("bin/", FileMeta.plain(0755)));
            file(tar, "bin/tiny", Files.readAllBytes(TINY), 0755);
            tar.put(TarEntry.directory("etc/", FileMeta.plain(0755)));
            file(
                    tar,
                    "etc/passwd",
                    "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000::/home/app:/bin/sh\n"
                            .getBytes(StandardCharsets.UTF_8),
                    0644);
            file(tar, "etc/group", "root:x:0:\napp:x:1000:\n".getBytes(StandardCharsets.UTF_8), 0644);
            file(tar, "etc/plain", "x".getBytes(StandardCharsets.UTF_8), 0644);
            tar.finish();
            return bytes.toByteArray();
        }

        private static void file(TarWriter tar, String name, byte[] content, int mode) throws IOException {
            tar.put(TarEntry.file(name, content.length, FileMeta.plain(mode)));
            tar.write(content, 0, content.length);
        }

        @Override
        public RunnableImage resolve(String name, @org.jspecify.annotations.Nullable String platform) {
            if (!name.equals("tiny") && !name.equals(image.id())) {
                throw new Refusal.NotFound(Refusal.Noun.IMAGE, name);
            }
            return image;
        }

        @Override
        public String commit(
                ImageConfig config,
                RunnableImage base,
                Descriptor newLayer,
                @org.jspecify.annotations.Nullable String reference) {
            committed.add(config);
            return newLayer.digest().toString();
        }
    }
}
