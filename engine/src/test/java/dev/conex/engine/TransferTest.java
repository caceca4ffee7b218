package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.oci.Compression;
import dev.conex.oci.Copy;
import dev.conex.oci.Digest;
import dev.conex.oci.Manifest;
import dev.conex.oci.MediaType;
import dev.conex.oci.Platform;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransferTest {
    private static final byte[] BASE = ImageLab.layer("etc/", "", "etc/name", "base");
    private static final byte[] TOP = ImageLab.layer("etc/", "", "etc/name", "top");
    private static final Platform ARM = Platform.of("linux", "arm64");

    private final RegistryLab registry = new RegistryLab();
    private final ImageLab lab = new ImageLab();

    TransferTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        lab.close();
        registry.close();
    }

    private static ImagePull pull(String reference) {
        return new ImagePull(reference, false, null, new ImageCredentials.Anonymous());
    }

    private static ImagePush push(String reference) {
        return new ImagePush(reference, false, null, new ImageCredentials.Anonymous());
    }

    @Test
    void pullsAnImageInDockersWords() throws IOException {
        var at = registry.reference("team/app");
        var pushed = registry.put(at, "1", Platform.host(), BASE, TOP);
        var manifest = Manifest.parse(registry.remote().fetch(at, pushed));
        var base = manifest.layers().getFirst().digest().shortHex();
        var name = registry.host + "/team/app:1";

        lab.images.pull(pull(name), lab.progress);

        assertThat(lab.heard())
                .startsWith("1: Pulling from team/app", base + ": Pulling fs layer")
                .containsSubsequence(
                        base + ": Verifying Checksum", base + ": Download complete", base + ": Pull complete")
                .endsWith("Digest: " + pushed.digest(), "Status: Downloaded newer image for " + name);
        assertThat(lab.images.inspect(name, null).id())
                .isEqualTo(pushed.digest().toString());
        assertThat(lab.file(name, "etc/name")).isEqualTo("top");
        assertThat(lab.census()).isEqualTo(new ImageLab.Census(4, 2, 1, 0));

        lab.images.pull(pull(name), lab.progress);

        assertThat(lab.heard()).contains(base + ": Already exists").endsWith("Status: Image is up to date for " + name);
    }

    @Test
    void picksThePlatformAndKeepsTheIndexAsTheImage() throws IOException {
        var at = registry.reference("multi");
        var index =
                registry.putIndex(at, "1", registry.put(at, "", ARM, TOP), registry.put(at, "", Platform.host(), BASE));
        var name = registry.host + "/multi:1";

        lab.images.pull(pull(name), lab.progress);

        var image = lab.images.inspect(name, null);
        assertThat(image.id()).isEqualTo(index.digest().toString());
        assertThat(image.digests()).containsExactly(registry.host + "/multi@" + index.digest());
        assertThat(image.manifests()).hasSize(2);
        assertThat(image.manifests()).extracting(ImageManifest::available).containsExactly(false, true);
        assertThat(lab.file(name, "etc/name")).isEqualTo("base");
        assertThatThrownBy(() -> lab.images.inspect(name, "linux/arm64")).isInstanceOf(Refusal.NotFound.class);

        lab.images.pull(new ImagePull(name, false, "linux/arm64", new ImageCredentials.Anonymous()), lab.progress);

        assertThat(lab.images.inspect(name, "linux/arm64").architecture()).isEqualTo("arm64");
        assertThat(lab.images.inspect(name, null).architecture())
                .isEqualTo(Platform.host().architecture());
        assertThatThrownBy(() -> lab.images.pull(
                        new ImagePull(name, false, "linux/s390x", new ImageCredentials.Anonymous()), lab.progress))
                .hasMessageContaining("no matching manifest for linux/s390x in the manifest list entries");
    }

    @Test
    void pullsByDigestAndAllTags() throws IOException {
        var at = registry.reference("app");
        var one = registry.put(at, "1", Platform.host(), BASE);
        registry.put(at, "2", Platform.host(), TOP);

        lab.images.pull(pull(registry.host + "/app@" + one.digest()), lab.progress);
        assertThat(lab.images.inspect(one.digest().toString(), null).tags()).isEmpty();
        assertThat(lab.images.inspect(one.digest().toString(), null).digests())
                .containsExactly(registry.host + "/app@" + one.digest());

        lab.images.pull(
                new ImagePull(registry.host + "/app", true, null, new ImageCredentials.Anonymous()), lab.progress);
        assertThat(lab.images.inspect(registry.host + "/app:2", null).tags()).hasSize(1);
        assertThat(lab.images.inspect(registry.host + "/app:1", null).id())
                .isEqualTo(one.digest().toString());
    }

    @Test
    void saysWhatIsMissingInDockersWords() {
        var name = registry.host + "/none:1";

        assertThatThrownBy(() -> lab.images.pull(pull(name), lab.progress))
                .isInstanceOfSatisfying(
                        Refusal.NotFound.class,
                        e -> assertThat(e.id()).contains("not found").contains(registry.host + "/none"));
        assertThat(lab.heard()).isEmpty();
        assertThatThrownBy(() -> lab.images.pull(pull("127.0.0.1:1/x"), lab.progress))
                .isInstanceOf(Refusal.Unavailable.class)
                .hasMessageContaining("127.0.0.1:1");
    }

    @Test
    void leavesNothingOfAPullWhoseLayerIsAnotherOne() throws IOException {
        var at = registry.reference("bad");
        var remote = registry.remote();
        var layer = Copy.bytes(remote.sink(at), MediaType.OCI_LAYER_GZIP, ImageLab.packed(TOP, Compression.GZIP));
        var config = ImageLab.config(Platform.host(), BASE).document();
        Copy.bytes(remote.sink(at), MediaType.OCI_CONFIG, config.bytes());
        remote.putManifest(at, "1", new Manifest(config.descriptor(), List.of(layer)).document());

        assertThatThrownBy(() -> lab.images.pull(pull(registry.host + "/bad:1"), lab.progress))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("diff id");

        assertThat(lab.census()).isEqualTo(new ImageLab.Census(0, 0, 0, 0));
    }

    @Test
    void leavesNothingOfAPullThatIsCut() throws IOException {
        var layer = ImageLab.layer("large", "0123456789".repeat(100_000));
        var large = Digest.ofSha256(ImageLab.packed(layer, Compression.GZIP)).hex();
        try (var flaky = new RegistryLab(whole -> (request, response) -> {
            if (request.method().equals("GET") && request.rawPath().endsWith(large)) {
                response.send(503, "text/plain", new byte[0]);
            } else {
                whole.handle(request, response);
            }
        })) {
            flaky.put(flaky.reference("app"), "1", Platform.host(), BASE, layer);

            assertThatThrownBy(() -> lab.images.pull(pull(flaky.host + "/app:1"), lab.progress))
                    .isInstanceOf(Refusal.class);
        }
        assertThat(lab.census()).isEqualTo(new ImageLab.Census(0, 0, 0, 0));
    }

    @Test
    void pushesWhatTheRegistryLacksAndTheTagLast() throws IOException {
        var id = lab.loaded(registry.host + "/app:1", BASE, TOP);
        lab.heard();

        lab.images.push(push(registry.host + "/app:1"), lab.progress);

        var size = lab.images.inspect(id, null).descriptor().size();
        assertThat(lab.heard())
                .startsWith("The push refers to repository [" + registry.host + "/app]")
                .contains(
                        Digest.ofSha256(BASE).shortHex() + ": Preparing",
                        Digest.ofSha256(TOP).shortHex() + ": Pushed")
                .endsWith("1: digest: %s size: %d".formatted(id, size), "pushed 1 %s %d".formatted(id, size));
        assertThat(registry.asked.getLast()).isEqualTo("PUT /v2/app/manifests/1");

        lab.images.push(push(registry.host + "/app:1"), lab.progress);
        assertThat(lab.heard()).contains(Digest.ofSha256(BASE).shortHex() + ": Layer already exists");
        try (var other = new ImageLab()) {
            other.images.pull(pull(registry.host + "/app:1"), other.progress);
            assertThat(other.images.inspect(registry.host + "/app:1", null).id())
                    .isEqualTo(id);
            assertThat(other.file(id, "etc/name")).isEqualTo("top");
        }
    }

    @Test
    void mountsLayersFromAnotherRepositoryOfTheSameRegistry() throws IOException {
        var id = lab.loaded(registry.host + "/app:1", BASE);
        lab.images.push(push(registry.host + "/app:1"), lab.progress);
        lab.images.tag(id, registry.host + "/other:1");
        lab.heard();

        lab.images.push(push(registry.host + "/other:1"), lab.progress);

        assertThat(lab.heard()).contains(Digest.ofSha256(BASE).shortHex() + ": Mounted from app");
    }

    @Test
    void pushesAWholeIndexOrElseWhatIsHere() throws IOException {
        var at = registry.reference("multi");
        var host = registry.put(at, "", Platform.host(), BASE);
        var index = registry.putIndex(at, "1", registry.put(at, "", ARM, TOP), host);
        var name = registry.host + "/multi:1";
        lab.images.pull(pull(name), lab.progress);
        lab.images.tag(name, registry.host + "/copy:1");

        lab.images.push(push(registry.host + "/copy:1"), lab.progress);
        assertThat(registry.remote()
                        .resolve(registry.reference("copy:1"))
                        .descriptor()
                        .digest())
                .isEqualTo(host.digest());

        lab.images.pull(new ImagePull(name, false, "linux/arm64", new ImageCredentials.Anonymous()), lab.progress);
        lab.images.push(push(registry.host + "/copy:1"), lab.progress);
        assertThat(registry.remote()
                        .resolve(registry.reference("copy:1"))
                        .descriptor()
                        .digest())
                .isEqualTo(index.digest());
    }

    @Test
    void refusesToPushWhatIsNotHere() {
        assertThatThrownBy(() -> lab.images.push(push(registry.host + "/none:1"), lab.progress))
                .isInstanceOf(Refusal.NotFound.class);
        assertThat(registry.asked).isEmpty();
    }

    @Test
    void looksAtARegistryWithoutFetching() throws IOException {
        var at = registry.reference("multi");
        var index =
                registry.putIndex(at, "1", registry.put(at, "", ARM, TOP), registry.put(at, "", Platform.host(), BASE));

        var found = lab.images.distribution(registry.host + "/multi:1", new ImageCredentials.Anonymous());

        assertThat(found.descriptor().digest()).isEqualTo(index.digest().toString());
        assertThat(found.platforms()).extracting(ImageDescriptor::architecture).contains("arm64");
        assertThat(lab.census()).isEqualTo(new ImageLab.Census(0, 0, 0, 0));
    }

    @Test
    void pullsOneImageSeveralTimesAtOnce() throws Exception {
        registry.put(registry.reference("app"), "1", Platform.host(), BASE, TOP);
        var name = registry.host + "/app:1";
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var pulls = new java.util.ArrayList<java.util.concurrent.Future<?>>();
            for (int i = 0; i < 8; i++) {
                pulls.add(threads.submit(() -> {
                    lab.images.pull(pull(name), lab.progress);
                    return null;
                }));
            }
            for (var one : pulls) {
                one.get();
            }
        }
        assertThat(lab.file(name, "etc/name")).isEqualTo("top");
        assertThat(lab.census()).isEqualTo(new ImageLab.Census(4, 2, 1, 0));
    }

    @Test
    void losesNothingToPrunesThatGoOnMeanwhile() throws Exception {
        registry.put(registry.reference("app"), "1", Platform.host(), BASE, TOP);
        var name = registry.host + "/app:1";
        var end = new java.util.concurrent.atomic.AtomicBoolean();
        var pruner = Thread.ofVirtual().start(() -> {
            while (!end.get()) {
                lab.images.prune(Filters.NONE);
            }
        });
        try {
            for (int i = 0; i < 20; i++) {
                lab.images.pull(pull(name), lab.progress);
                lab.load(ImageLab.tar(ImageLab.docker("loaded:1", TOP, BASE)));
                assertThat(lab.file(name, "etc/name")).isEqualTo("top");
                assertThat(lab.file("loaded:1", "etc/name")).isEqualTo("base");
                lab.images.remove(name, false, false);
                lab.images.remove("loaded:1", false, false);
            }
        } finally {
            end.set(true);
            pruner.join();
        }
        lab.images.prune(Filters.NONE);
        assertThat(lab.census()).isEqualTo(new ImageLab.Census(0, 0, 0, 0));
    }
}
