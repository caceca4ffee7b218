package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.oci.Compression;
import dev.conex.oci.Codecs;
import dev.conex.oci.ContainerDefaults;
import dev.conex.oci.Copy;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Document;
import dev.conex.oci.FileMeta;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.Manifest;
import dev.conex.oci.MediaType;
import dev.conex.oci.Platform;
import dev.conex.oci.Reference;
import dev.conex.oci.TarEntry;
import dev.conex.oci.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Builds whose steps run on a real kernel (root).
final class BuildsTest {
    private EngineLab lab;
    private QueuedBuilds builds;
    private Core core;

    @BeforeEach
    void open() throws Exception {
        lab = new EngineLab();
        var own = lab.engine.core();
        core = new Core(
                own.config(), own.storage(), own.runtime(), own.table(), own.events(), new Stored(own), own.networks(),
                own.volumes(), own.background());
        builds = new QueuedBuilds(core, lab.engine.images());
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    /// The images of the store: `tiny`, and what was built.
    private record Stored(Core core) implements RunnableImages {
        @Override
        public RunnableImage resolve(String name, @Nullable String platform) {
            try {
                var found = core.storage().names().find(Reference.parse(name).tagged());
                if (found.isPresent()) {
                    return image(found.get().descriptor());
                }
                return image(tiny());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private RunnableImage image(Descriptor descriptor) throws IOException {
            var content = core.storage().content();
            var manifest = Manifest.parse(new Document(
                    Copy.read(content, descriptor, Manifest.BYTES_MAX), MediaType.OCI_MANIFEST));
            var config = ImageConfig.parse(Copy.read(content, manifest.config(), ImageConfig.BYTES_MAX));
            return new RunnableImage(
                    descriptor.digest().toString(),
                    new Descriptor(MediaType.OCI_MANIFEST, descriptor.digest(), descriptor.size()),
                    config,
                    config.chain());
        }

        private Descriptor tiny() throws IOException {
            var bytes = new ByteArrayOutputStream();
            var tar = new TarWriter(bytes);
            var program = Files.readAllBytes(Path.of("target/test-programs/tiny"));
            tar.put(TarEntry.directory("bin/", FileMeta.plain(0755)));
            tar.put(TarEntry.file("bin/tiny", program.length, FileMeta.plain(0755)));
            tar.write(program, 0, program.length);
            tar.finish();
            var diffId = Digest.ofSha256(bytes.toByteArray());
            core.storage().snapshots().unpack(null, diffId, new ByteArrayInputStream(bytes.toByteArray()));
            var packed = new ByteArrayOutputStream();
            try (var gzip = Codecs.standard().compress(packed, Compression.GZIP)) {
                gzip.write(bytes.toByteArray());
            }
            var content = core.storage().content();
            var layer = Copy.bytes(content, MediaType.OCI_LAYER_GZIP, packed.toByteArray());
            var config = ImageConfig.scratch(Platform.host())
                    .withDefaults(ContainerDefaults.NONE.withEnv(List.of("PATH=/bin")).withShell(List.of("tiny")))
                    .withLayers(List.of(diffId), List.of())
                    .document();
            Copy.bytes(content, MediaType.OCI_CONFIG, config.bytes());
            return Copy.bytes(
                    content, MediaType.OCI_MANIFEST,
                    new Manifest(config.descriptor(), List.of(layer)).document().bytes());
        }

        @Override
        public String commit(ImageConfig config, RunnableImage base, Descriptor newLayer, @Nullable String reference) {
            throw new UnsupportedOperationException();
        }
    }

    private static BuildWish wish(String network) {
        return new BuildWish(
                "Dockerfile", null, List.of("built:1"), Map.of(), Map.of(), null, null, network, List.of(), List.of(),
                false, false, false, false, true, false, ResourceOptions.DEFAULTS, 0, Map.of());
    }

    private String build(String dockerfile) throws IOException {
        var all = new StringBuilder();
        builds.build(wish("none"), new ByteArrayInputStream(context(dockerfile)), output(all));
        return all.toString();
    }

    private static Builds.BuildOutput output(StringBuilder all) {
        return new Builds.BuildOutput() {
            @Override
            public void text(String text) {
                all.append(text);
            }

            @Override
            public void imageId(String id) {
                all.append("id ").append(id).append('\n');
            }

            @Override
            public ImageProgress pulling() {
                return (_, _, _, _) -> {};
            }
        };
    }

    private static byte[] context(String dockerfile) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var tar = new TarWriter(bytes);
        for (var file : Map.of("Dockerfile", dockerfile, "note", "from the context\n").entrySet()) {
            var text = file.getValue().getBytes(StandardCharsets.UTF_8);
            tar.put(TarEntry.file(file.getKey(), text.length, FileMeta.plain(0644)));
            tar.write(text, 0, text.length);
        }
        tar.finish();
        return bytes.toByteArray();
    }

    @Test
    void runsStepsAndTheImageRuns() throws Exception {
        var before = lab.census();
        var text = build("""
                FROM tiny
                ENV A=1
                COPY note /etc/note
                WORKDIR /desk
                RUN ["tiny", "out", "hello", "cat", "/etc/note", "write", "made", "cwd", "env"]
                RUN ["tiny", "cat", "made"]
                CMD ["tiny", "cat", "/desk/made"]
                """);
        assertThat(text)
                .contains("hello\n", "from the context\n", "/desk\n", "A=1\n", "written\n", "Successfully tagged built:1\n");
        var image = core.images().resolve("built:1", null);
        assertThat(image.config().defaults().cmd()).containsExactly("tiny", "cat", "/desk/made");
        assertThat(image.config().diffIds()).hasSize(5);
        try (var mount = core.storage().snapshots().view(image.chain());
                var root = mount.root()) {
            assertThat(root.find("desk/made".getBytes(StandardCharsets.UTF_8))).isPresent();
            assertThat(root.find("proc".getBytes(StandardCharsets.UTF_8))).as("stub of a mount").isEmpty();
            assertThat(root.find("etc/hosts".getBytes(StandardCharsets.UTF_8))).as("stub of a mount").isEmpty();
            assertThat(root.find(".dockerenv".getBytes(StandardCharsets.UTF_8))).as("stub of a mount").isEmpty();
        }
        assertThat(lab.census()).isEqualTo(before);
    }

    @Test
    void usesTheCacheUntilItIsPruned() throws IOException {
        var file = "FROM tiny\nRUN [\"tiny\", \"write\", \"/a\"]\n";
        assertThat(build(file)).doesNotContain("Using cache");
        assertThat(build(file)).contains("Using cache");
        assertThat(builds.cache()).hasSize(1);
        assertThat(builds.prune(new BuildPrune(true, 0, Filters.NONE)).deleted()).hasSize(1);
        assertThat(builds.cache()).isEmpty();
        assertThat(build(file)).doesNotContain("Using cache");
    }

    @Test
    void stopsWithTheCodeOfTheProgram() throws IOException {
        assertThatThrownBy(() -> build("FROM tiny\nRUN [\"tiny\", \"err\", \"oh\", \"exit\", \"7\"]\n"))
                .isInstanceOfSatisfying(Refusal.BuildStopped.class, e -> assertThat(e.code()).isEqualTo(7))
                .hasMessage("The command 'tiny err oh exit 7' returned a non-zero code: 7");
        assertThatThrownBy(() -> build("FROM tiny\nRUN [\"nosuch\"]\n"))
                .isInstanceOf(Refusal.BuildStopped.class)
                .hasMessageContaining("exec: \"nosuch\": executable file not found in $PATH");
        assertThat(core.storage().snapshots().keys()).isEmpty();
    }

    @Test
    void keepsCacheMountsAndThrowsAwayWhatIsWrittenToBinds() throws IOException {
        var text = build("""
                FROM tiny
                RUN --mount=type=cache,target=/c ["tiny", "write", "/c/kept"]
                RUN --mount=type=cache,target=/c --mount=type=bind,target=/b,rw --mount=type=tmpfs,target=/t \
                    ["tiny", "exists", "/c/kept", "cat", "/b/note", "write", "/b/new", "write", "/t/x"]
                RUN ["tiny", "exists", "/b/new", "exists", "/c/kept", "exists", "/t"]
                """);
        assertThat(text).contains("yes\nfrom the context\nwritten\nwritten\n").contains("no\nno\nno\n");
    }
}
