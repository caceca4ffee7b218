package dev.conex.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.oci.BlobSource;
import dev.conex.oci.Copy;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Index;
import dev.conex.oci.MalformedContent;
import dev.conex.oci.Manifest;
import dev.conex.oci.MediaType;
import dev.conex.oci.Reference;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our client against our server.
class RemoteTest {
    @TempDir
    Path root;

    private static final Remotes REMOTES = Remotes.open(RegistryOptions.DEFAULT);

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    /// A source of one blob.
    @SuppressWarnings("ArrayRecordComponent")
    private record OneBlob(byte[] bytes) implements BlobSource {
        @Override
        public InputStream open(Descriptor descriptor) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public boolean has(Digest digest) {
            return true;
        }
    }

    @Test
    void pushesAndPullsAnImage() throws Exception {
        try (var registry = ServedRegistry.on(root)) {
            Remote remote = REMOTES.anonymous();
            Reference reference = registry.reference("team/app:v1");
            byte[] bytes = noise(5_000_000);
            var layer = Descriptor.of(MediaType.OCI_LAYER_GZIP, bytes);
            Copy.blob(new OneBlob(bytes), remote.sink(reference), layer, _ -> {});
            var config =
                    Copy.bytes(remote.sink(reference), MediaType.OCI_CONFIG, "{}".getBytes(StandardCharsets.UTF_8));
            var manifest = new Manifest(config, List.of(layer)).document();
            remote.putManifest(reference, "v1", manifest);

            Resolved resolved = remote.resolve(reference);
            assertThat(resolved.bytes()).isEqualTo(manifest.bytes());
            assertThat(resolved.descriptor()).isEqualTo(manifest.descriptor());
            assertThat(remote.probe(reference)).hasValue(manifest.descriptor());
            assertThat(remote.fetch(reference, manifest.descriptor()).bytes()).isEqualTo(manifest.bytes());
            assertThat(remote.source(reference).has(layer.digest())).isTrue();
            assertThat(Copy.read(remote.source(reference), layer, 10_000_000)).isEqualTo(bytes);
            assertThat(remote.tags(reference)).containsExactly("v1");
        }
    }

    @Test
    void pushesABlobWhoseDigestIsUnknownAndAnEmptyOne() throws Exception {
        try (var registry = ServedRegistry.on(root)) {
            Reference reference = registry.reference("r");
            var sink = REMOTES.anonymous().sink(reference);
            byte[] bytes = noise(700_000);
            try (var ingest = sink.ingestUnknown("x/y")) {
                ingest.write(bytes, 0, bytes.length);
                assertThat(ingest.commit().digest()).isEqualTo(Digest.ofSha256(bytes));
            }
            var empty = Copy.bytes(sink, "x/y", new byte[0]);
            assertThat(REMOTES.anonymous().source(reference).has(empty.digest()))
                    .isTrue();
        }
    }

    @Test
    void doesNotPushWrongBytes() throws Exception {
        try (var registry = ServedRegistry.on(root)) {
            Reference reference = registry.reference("r");
            var announced = new Descriptor("x/y", Digest.ofSha256(new byte[] {1}), 3);
            var sink = REMOTES.anonymous().sink(reference);
            try (var ingest = sink.ingest(announced)) {
                ingest.write(new byte[] {1, 2, 3}, 0, 3);
                assertThatThrownBy(ingest::commit).isInstanceOf(MalformedContent.class);
            }
            assertThat(REMOTES.anonymous().source(reference).has(announced.digest()))
                    .isFalse();
        }
    }

    @Test
    void mountsAcrossRepositories() throws Exception {
        try (var registry = ServedRegistry.on(root)) {
            Remote remote = REMOTES.anonymous();
            Reference from = registry.reference("from");
            Reference to = registry.reference("to");
            var blob = Copy.bytes(remote.sink(from), "x/y", new byte[] {7});
            assertThat(remote.mount(to, blob.digest(), registry.reference("nobody")))
                    .isFalse();
            assertThat(remote.mount(to, blob.digest(), from)).isTrue();
            assertThat(remote.source(to).has(blob.digest())).isTrue();
        }
    }

    @Test
    void tellsWhatIsMissing() throws Exception {
        try (var registry = ServedRegistry.on(root)) {
            assertThatThrownBy(() -> REMOTES.anonymous().resolve(registry.reference("nobody:v1")))
                    .isInstanceOfSatisfying(RegistryFailure.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(RegistryFailure.Kind.NOT_FOUND);
                        assertThat(failure.code()).isEqualTo("MANIFEST_UNKNOWN");
                        assertThat(failure.serverMessage()).isEqualTo("manifest unknown");
                    });
        }
        assertThatThrownBy(() -> REMOTES.anonymous().resolve(Reference.parse("127.0.0.1:1/x")))
                .isInstanceOfSatisfying(RegistryFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(RegistryFailure.Kind.UNREACHABLE);
                    assertThat(failure.serverMessage()).isEqualTo("connection refused");
                });
    }

    @Test
    void looksForImagesOfTheHubAtItsMirrorsFirstAndSendsThemNoCredentials() throws Exception {
        try (var registry = ServedRegistry.on(root)) {
            Reference at = registry.reference("library/tool:1");
            Remote pusher = REMOTES.anonymous();
            var config = Copy.bytes(pusher.sink(at), MediaType.OCI_CONFIG, "{}".getBytes(StandardCharsets.UTF_8));
            var manifest = new Manifest(config, List.of()).document();
            pusher.putManifest(at, "1", manifest);

            var dead = URI.create("http://127.0.0.1:1");
            var living = URI.create("http://" + registry.authority());
            var remotes = Remotes.open(RegistryOptions.DEFAULT.withHubMirrors(List.of(dead, living)));
            Remote remote = remotes.with(Map.of("docker.io", new Credentials.Basic("me", "secret")));
            Reference hub = Reference.parse("tool:1");
            assertThat(remote.resolve(hub).bytes()).isEqualTo(manifest.bytes());
            assertThat(Copy.read(remote.source(hub), config, 10)).hasSize(2);
        }
    }

    @Test
    void findsReferrersAlsoWhereOnlyTheirTagIsKept() throws Exception {
        var subject = Digest.ofSha256(new byte[] {1});
        var note = new Descriptor(MediaType.OCI_MANIFEST, Digest.ofSha256(new byte[] {2}), 7);
        byte[] index = new Index(List.of(note)).document().bytes();
        try (var registry = ServedRegistry.of((request, response) -> {
            boolean tag = request.rawPath().endsWith("/manifests/sha256-" + subject.hex());
            response.send(tag ? 200 : 404, MediaType.OCI_INDEX, tag ? index : new byte[0]);
        })) {
            var remote = REMOTES.anonymous();
            assertThat(remote.referrers(registry.reference("r"), subject)).containsExactly(note);
            assertThat(remote.referrers(registry.reference("r"), note.digest())).isEmpty();
        }
        try (var registry = ServedRegistry.on(root)) {
            assertThat(REMOTES.anonymous().referrers(registry.reference("r"), subject))
                    .isEmpty();
        }
    }

    @Test
    void goesThroughTheProxyButNotToExceptedHosts() throws Exception {
        var rules = ProxyRules.of(
                Map.of("http_proxy", "http://u:p@proxy:3128/", "NO_PROXY", "10.0.0.1, .corp.example,x:5000"));
        assertThat(rules.proxyFor(URI.create("http://r.example/")).address()).hasToString("proxy/<unresolved>:3128");
        assertThat(rules.proxyFor(URI.create("https://r.example/")).address()).isNull();
        for (String direct :
                List.of("10.0.0.1", "a.corp.example", "corp.example", "x", "127.0.0.1:5000", "localhost")) {
            assertThat(rules.proxyFor(URI.create("http://" + direct + "/")).address())
                    .as(direct)
                    .isNull();
        }
        try (var registry = ServedRegistry.of((request, response) -> response.send(
                200,
                MediaType.OCI_MANIFEST,
                request.headers().first("Host").orElseThrow().getBytes(StandardCharsets.UTF_8)))) {
            var options = RegistryOptions.DEFAULT
                    .withInsecureHosts(Set.of("10.255.255.254"))
                    .withProxies(new ProxyRules(registry.authority(), registry.authority(), ""));
            Resolved resolved = Remotes.open(options).anonymous().resolve(Reference.parse("10.255.255.254/x"));
            assertThat(new String(resolved.bytes(), StandardCharsets.UTF_8)).startsWith("10.255.255.254");
        }
    }

    @Test
    void listsManyTagsPageAfterPage() throws Exception {
        try (var registry = ServedRegistry.of((request, response) -> {
            int last = Integer.parseInt(request.query().text("last", "0"));
            if (last < 3) {
                response.header("Link", "</v2/r/tags/list?last=" + (last + 1) + ">; rel=\"next\"");
            }
            byte[] body = ("{\"name\":\"r\",\"tags\":[\"t" + last + "\"]}").getBytes(StandardCharsets.UTF_8);
            response.send(200, "application/json", body);
        })) {
            assertThat(REMOTES.anonymous().tags(registry.reference("r"))).containsExactly("t0", "t1", "t2", "t3");
        }
    }
}
