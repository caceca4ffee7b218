package dev.conex.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avaje.jsonb.Jsonb;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentsTest {
    private static final Digest DIGEST = Digest.ofSha256("x".getBytes(UTF_8));
    private static final String CONFIG =
            "{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"%s\",\"size\":1}"
                    .formatted(DIGEST);

    private static Document manifest(String json) {
        return new Document(json.getBytes(UTF_8), MediaType.OCI_MANIFEST);
    }

    @Test
    void manifestSurvivesTheWayOutAndIn() throws Exception {
        var manifest = new Manifest(
                MediaType.DOCKER_MANIFEST,
                new Descriptor(MediaType.DOCKER_CONFIG, DIGEST, 7),
                List.of(new Descriptor(MediaType.DOCKER_LAYER_GZIP, DIGEST, 1L << 40)),
                Map.of("k", "v\n\"\u0001ü"),
                null,
                null);

        assertThat(Manifest.parse(manifest.document())).isEqualTo(manifest);
        assertThat(manifest.document()).isEqualTo(manifest.document());
    }

    @Test
    void anEmptyManifestStillHasItsLayers() {
        var text = new String(
                new Manifest(new Descriptor(MediaType.OCI_CONFIG, DIGEST, 7), List.of())
                        .document()
                        .bytes(),
                UTF_8);

        assertThat(text).contains("\"layers\":[]");
    }

    @Test
    void indexChoosesTheBestPlatformAndNeverAnAttestation() throws Exception {
        var arm7 = new Descriptor(MediaType.OCI_MANIFEST, DIGEST, 1).withPlatform(Platform.parse("linux/arm/v7"));
        var arm6 = arm7.withPlatform(Platform.parse("linux/arm/v6"));
        var amd = arm7.withPlatform(Platform.parse("linux/amd64"));
        var attestation = new Descriptor(MediaType.OCI_MANIFEST, DIGEST, 2)
                .withPlatform(Platform.parse("unknown/unknown"))
                .withAnnotations(Map.of("vnd.docker.reference.type", "attestation-manifest"));
        var index = Index.parse(new Index(List.of(attestation, arm6, arm7, amd)).document());

        assertThat(index.choose(Platform.parse("linux/amd64"))).contains(amd);
        assertThat(index.choose(Platform.parse("linux/arm/v8"))).contains(arm7);
        assertThat(index.choose(Platform.parse("linux/arm/v6"))).contains(arm6);
        assertThat(index.choose(Platform.parse("linux/s390x"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"schemaVersion\":2}",
                "{\"schemaVersion\":1,\"config\":C,\"layers\":[]}",
                "{\"schemaVersion\":2,\"config\":C,\"layers\":[]}x",
                "\ufeff{\"schemaVersion\":2,\"config\":C,\"layers\":[]}",
                "{\"schemaVersion\":2,\"config\":C,\"layers\":[],\"layers\":[]}",
                "{\"schemaVersion\":2,\"config\":C,\"layers\":[],\"Layers\":[]}",
                "{\"schemaVersion\":2,\"config\":C,\"layers\":[],\"manifests\":[]}",
                "{\"schemaVersion\":2,\"config\":C,\"layers\":{}}",
                "{\"schemaVersion\":2,\"config\":C,\"layers\":[{\"digest\":\"sha256:../../x\",\"size\":1}]}",
                "{\"schemaVersion\":2,\"config\":C,\"layers\":[{\"digest\":\"md5:00\",\"size\":1}]}",
                "{\"schemaVersion\":2,\"config\":C,\"layers\":[{\"size\":-1}]}",
                "{\"schemaVersion\":2,\"config\":C,\"layers\":[],\"annotations\":{\"a\":1}}",
                "{\"schemaVersion\":2,\"config\":C,\"layers\":[],\"x\":1e999}",
                "{\"schemaVersion\":2,\"config\":C,\"layers\":[],\"x\":01}",
                "{\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"schemaVersion\":2,\"config\":C,\"layers\":[]}",
            })
    void refusesManifestsThatTwoReadersCouldReadDifferently(String json) {
        assertThatThrownBy(() -> Manifest.parse(manifest(json.replace("C", CONFIG))))
                .isInstanceOf(MalformedContent.class)
                .hasMessageStartingWith("manifest");
    }

    @Test
    void refusesWhatIsTooLargeTooDeepOrTooMany() {
        var deep = "{\"schemaVersion\":2,\"x\":" + "[".repeat(100_000);
        assertThatThrownBy(() -> Manifest.parse(manifest(deep))).hasMessageContaining("deeper than 64");
        assertThatThrownBy(() -> Manifest.parse(manifest(" ".repeat(Manifest.BYTES_MAX + 1))))
                .hasMessageContaining("the limit is 4194304");
        var layers = (CONFIG + ",").repeat(501);
        var json = "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}"
                .formatted(CONFIG, layers.substring(0, layers.length() - 1));
        assertThatThrownBy(() -> Manifest.parse(manifest(json))).hasMessageContaining("501 layers, the limit is 500");
    }

    @Test
    void toleratesUnknownFieldsAndNulls() throws Exception {
        var json = "{\"schemaVersion\":2,\"config\":C,\"layers\":null,\"annotations\":null,\"new\":{\"a\":[1.5]}}";

        assertThat(Manifest.parse(manifest(json.replace("C", CONFIG))).layers()).isEmpty();
    }

    @Test
    void imageConfigSurvivesTheWayOutAndIn() throws Exception {
        var defaults = ContainerDefaults.NONE
                .withUser("1000:1000")
                .withExposedPorts(List.of("80/tcp", "53/udp"))
                .withEnv(List.of("A=b", "PATH=/bin"))
                .withEntrypoint(List.of("/entry"))
                .withCmd(List.of("sh", "-c", "true"))
                .withVolumes(List.of("/data"))
                .withWorkingDir("/w")
                .withLabels(Map.of("l", "<&>"))
                .withStopSignal("SIGQUIT")
                .withHealthcheck(new Healthcheck(List.of("CMD", "x"), 30_000_000_000L, 1, 2, 3, 4))
                .withOnBuild(List.of("RUN x"))
                .withShell(List.of("/bin/sh", "-c"));
        var config = ImageConfig.scratch(Platform.parse("linux/arm/v7"))
                .withCreated(Instant.parse("2024-01-02T03:04:05.123456789Z"))
                .withAuthor("me")
                .withComment("c")
                .withDefaults(defaults)
                .withLayers(List.of(DIGEST), List.of(new History(Instant.EPOCH, "RUN x", "me", "c", false)));

        assertThat(ImageConfig.parse(config.document().bytes())).isEqualTo(config);
        assertThat(defaults.plusEnv("A=c").plusEnv("N=1").env()).containsExactly("A=c", "PATH=/bin", "N=1");
    }

    @Test
    void readsTimesWithAnOffset() throws Exception {
        var json = "{\"os\":\"linux\",\"created\":\"2024-01-01T02:00:00.5+02:00\"}";

        assertThat(ImageConfig.parse(json.getBytes(UTF_8)).created()).isEqualTo("2024-01-01T00:00:00.5Z");
    }

    @Test
    void chainIdsAreThoseOfTheSpecification() {
        var a = new Digest("sha256", "a".repeat(64));
        var b = new Digest("sha256", "b".repeat(64));
        var chain = ChainId.chain(List.of(a, b));

        assertThat(chain.getFirst().digest()).isEqualTo(a);
        assertThat(chain.getLast().digest()).isEqualTo(Digest.ofSha256((a + " " + b).getBytes(UTF_8)));
    }

    @Test
    void storedRecordsOfOtherRoomsMayHoldDescriptors() {
        var descriptor = new Descriptor(MediaType.OCI_MANIFEST, DIGEST, 7)
                .withPlatform(Platform.host())
                .withAnnotations(Map.of("a", "b"));
        var type = Jsonb.builder().build().type(Descriptor.class);

        assertThat(type.fromJson(type.toJson(descriptor))).isEqualTo(descriptor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256",
                "sha256:",
                ":aa",
                "sha256:AA",
                "sha512:aa",
                "md5:d41d8cd98f00b204e9800998ecf8427e",
                "sha256:../../../../../../../../../../../../../../../../../../../../x",
                "SHA256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "sha256:E3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85\n",
            })
    void refusesDigestsThatAreNotExact(String text) {
        assertThatThrownBy(() -> Digest.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void platformsAreNormalised() {
        assertThat(Platform.parse("x86_64")).hasToString("linux/amd64");
        assertThat(Platform.parse("linux/arm64/v8")).hasToString("linux/arm64");
        assertThat(Platform.parse("linux/arm")).hasToString("linux/arm/v7");
        assertThat(Platform.parse("aarch64")).hasToString("linux/arm64");
        assertThatThrownBy(() -> Platform.parse("a/b/c/d")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Platform.parse("")).isInstanceOf(IllegalArgumentException.class);
    }
}
