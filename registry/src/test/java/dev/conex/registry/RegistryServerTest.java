package dev.conex.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Document;
import dev.conex.oci.Manifest;
import dev.conex.oci.MediaType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server's answers, request by request, as the specification and the hostile cases F01 to F09 want them.
class RegistryServerTest {
    @TempDir
    Path root;

    private ServedRegistry registry;

    @BeforeEach
    void open() throws IOException {
        registry = ServedRegistry.on(root);
    }

    @AfterEach
    void close() throws IOException {
        registry.close();
    }

    private static Digest digest(String text) {
        return Digest.ofSha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private Digest push(String repository, String blob) throws Exception {
        Digest digest = digest(blob);
        var answer = registry.send("POST", "/v2/" + repository + "/blobs/uploads/?digest=" + digest, blob);
        assertThat(answer.statusCode()).isEqualTo(201);
        return digest;
    }

    private static String code(HttpResponse<String> answer) {
        return answer.statusCode() + answer.body().replaceAll(".*\"code\":\"([A-Z_]+)\".*", " $1");
    }

    private String begin(String repository) throws Exception {
        var answer = registry.send("POST", "/v2/" + repository + "/blobs/uploads/", "");
        assertThat(answer.statusCode()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void storesABlobInPiecesAndServesItWhole() throws Exception {
        String session = begin("a/b");
        var first = registry.send("PATCH", session, "hello ", "Content-Range", "0-5");
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.headers().firstValue("Range")).hasValue("0-5");
        assertThat(registry.send("GET", session, "").headers().firstValue("Range"))
                .hasValue("0-5");
        assertThat(registry.send("PATCH", session, "x", "Content-Range", "9-9").statusCode())
                .isEqualTo(416);
        assertThat(registry.send("PATCH", session, "x", "Content-Range", "3-3").statusCode())
                .isEqualTo(416);
        assertThat(registry.send("PATCH", session, "xy", "Content-Range", "6-6").statusCode())
                .isEqualTo(416);
        assertThat(registry.send("PATCH", session, "x", "Content-Range", "junk").statusCode())
                .isEqualTo(416);
        Digest digest = digest("hello world");
        var end = registry.send("PUT", session + "?digest=" + digest, "world", "Content-Range", "6-10");
        assertThat(end.statusCode()).isEqualTo(201);
        assertThat(registry.send("PATCH", session, "late").statusCode()).isEqualTo(404);
        String blob = "/v2/a/b/blobs/" + digest;
        assertThat(registry.send("GET", blob, "").body()).isEqualTo("hello world");
        var part = registry.send("GET", blob, "", "Range", "bytes=6-");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("world");
        assertThat(registry.send("GET", blob, "", "Range", "bytes=-3").body()).isEqualTo("rld");
        assertThat(registry.send("GET", blob, "", "Range", "bytes=99-").statusCode())
                .isEqualTo(416);
        assertThat(registry.send("HEAD", blob, "").headers().firstValueAsLong("Content-Length"))
                .hasValue(11);
        assertThat(registry.send("GET", "/v2/other/blobs/" + digest, "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesAWrongDigestAndStoresNothing() throws Exception {
        for (String wrong : new String[] {
            digest("other").toString(), "", "sha256:../../x", "md5:d41d8cd98f00b204e9800998ecf8427e", "sha256:ABC"
        }) {
            var answer = registry.send("PUT", begin("a") + "?digest=" + wrong, "bytes");
            assertThat(code(answer)).as(wrong).isEqualTo("400 DIGEST_INVALID");
        }
        assertThat(root.resolve("blobs")).doesNotExist();
    }

    @Test
    void takesOnlyOneOfManyPiecesForTheSamePlace() throws Exception {
        String session = begin("a");
        var statuses = new java.util.concurrent.ConcurrentLinkedQueue<Integer>();
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                var _ = threads.submit(
                        () -> statuses.add(registry.send("PATCH", session, "piece", "Content-Range", "0-4")
                                .statusCode()));
            }
        }
        assertThat(statuses).hasSize(8).containsOnlyOnce(202).contains(416);
        assertThat(registry.send("PUT", session + "?digest=" + digest("piece"), "")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void takesSha512AndEmptyBlobs() throws Exception {
        var hash = Digest.hasher(Digest.SHA512);
        hash.update("x".getBytes(StandardCharsets.UTF_8));
        Digest digest = Digest.ofHash(hash);
        assertThat(registry.send("PUT", begin("a") + "?digest=" + digest, "x").statusCode())
                .isEqualTo(201);
        assertThat(registry.send("GET", "/v2/a/blobs/" + digest, "").body()).isEqualTo("x");
        push("a", "");
        assertThat(registry.send("GET", "/v2/a/blobs/" + digest(""), "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesNamesOutsideTheGrammar() throws Exception {
        for (String name :
                new String[] {"a/../b", "a/%2e%2e/b", "a//b", "A", "a".repeat(256), "_tags", "a%2fb", "-a"}) {
            var answer = registry.send("GET", "/v2/" + name + "/tags/list", "");
            assertThat(code(answer)).as(name).isEqualTo("400 NAME_INVALID");
        }
    }

    @Test
    void mountsOnlyWhatTheOtherRepositoryHas() throws Exception {
        Digest digest = push("from", "blob");
        String mount = "/v2/to/blobs/uploads/?mount=" + digest + "&from=";
        assertThat(registry.send("POST", mount + "elsewhere", "").statusCode()).isEqualTo(202);
        assertThat(registry.send("HEAD", "/v2/to/blobs/" + digest, "").statusCode())
                .isEqualTo(404);
        assertThat(registry.send("POST", mount + "from", "").statusCode()).isEqualTo(201);
        assertThat(registry.send("HEAD", "/v2/to/blobs/" + digest, "").statusCode())
                .isEqualTo(200);
    }

    private Document manifest(String repository, String layer, @Nullable Descriptor subject) throws Exception {
        Digest config = push(repository, "{}");
        Digest blob = push(repository, layer);
        return new Manifest(
                        MediaType.OCI_MANIFEST,
                        new Descriptor(MediaType.OCI_CONFIG, config, 2),
                        List.of(new Descriptor(MediaType.OCI_LAYER, blob, layer.length())),
                        Map.of("k", "v"),
                        subject,
                        subject == null ? null : "application/x-note")
                .document();
    }

    private HttpResponse<String> put(String repository, String target, Document document) throws Exception {
        String body = new String(document.bytes(), StandardCharsets.UTF_8);
        return registry.send(
                "PUT", "/v2/" + repository + "/manifests/" + target, body, "Content-Type", document.mediaType());
    }

    @Test
    void keepsManifestsByteForByteUntilTheyAreDeleted() throws Exception {
        Document document = manifest("r", "layer", null);
        assertThat(put("r", "v1", document).statusCode()).isEqualTo(201);
        assertThat(put("r", "v2", document).statusCode()).isEqualTo(201);
        for (String target : List.of("v1", document.digest().toString())) {
            var answer = registry.send("GET", "/v2/r/manifests/" + target, "");
            assertThat(answer.body()).isEqualTo(new String(document.bytes(), StandardCharsets.UTF_8));
            assertThat(answer.headers().firstValue("Content-Type")).hasValue(MediaType.OCI_MANIFEST);
            assertThat(answer.headers().firstValue("Docker-Content-Digest"))
                    .hasValue(document.digest().toString());
        }
        assertThat(registry.send("DELETE", "/v2/r/manifests/v1", "").statusCode())
                .isEqualTo(202);
        assertThat(code(registry.send("GET", "/v2/r/manifests/v1", ""))).isEqualTo("404 MANIFEST_UNKNOWN");
        assertThat(registry.send("GET", "/v2/r/manifests/v2", "").statusCode()).isEqualTo(200);
        assertThat(registry.send("DELETE", "/v2/r/manifests/" + document.digest(), "")
                        .statusCode())
                .isEqualTo(202);
        assertThat(registry.send("HEAD", "/v2/r/manifests/v2", "").statusCode()).isEqualTo(404);
        assertThat(registry.send("GET", "/v2/r/manifests/" + document.digest(), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(registry.send("GET", "/v2/r/tags/list", "").body()).isEqualTo("{\"name\":\"r\",\"tags\":[]}");
    }

    @Test
    void refusesManifestsThatAreNone() throws Exception {
        Document document = manifest("r", "layer", null);
        assertThat(code(put("r", digest("x").toString(), document))).isEqualTo("400 DIGEST_INVALID");
        assertThat(code(put("other", "t", document))).isEqualTo("400 MANIFEST_BLOB_UNKNOWN");
        for (String bad : new String[] {
            "{}", "no", "{\"schemaVersion\":2,\"manifests\":[],\"layers\":[]}", "{\"schemaVersion\":2}{}"
        }) {
            var foreign = new Document(bad.getBytes(StandardCharsets.UTF_8), MediaType.OCI_MANIFEST);
            assertThat(code(put("r", "t", foreign))).as(bad).isEqualTo("400 MANIFEST_INVALID");
        }
        var large = new Document(new byte[Manifest.BYTES_MAX + 1], MediaType.OCI_MANIFEST);
        assertThat(put("r", "t", large).statusCode()).isEqualTo(413);
    }

    @Test
    void listsReferrersAndNeverSaysNotFound() throws Exception {
        var empty = registry.send("GET", "/v2/r/referrers/" + digest("x"), "");
        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(empty.body()).contains("\"manifests\":[]");
        Document subject = manifest("r", "layer", null);
        put("r", "t", subject);
        Document note = manifest("r", "note", subject.descriptor());
        var answer = put("r", note.digest().toString(), note);
        assertThat(answer.headers().firstValue("OCI-Subject"))
                .hasValue(subject.digest().toString());
        String list = "/v2/r/referrers/" + subject.digest();
        assertThat(registry.send("GET", list, "").body())
                .contains(note.digest().toString())
                .contains("\"artifactType\":\"application/x-note\"")
                .contains("\"k\":\"v\"");
        var filtered = registry.send("GET", list + "?artifactType=other", "");
        assertThat(filtered.headers().firstValue("OCI-Filters-Applied")).hasValue("artifactType");
        assertThat(filtered.body()).contains("\"manifests\":[]");
        registry.send("DELETE", "/v2/r/manifests/" + note.digest(), "");
        assertThat(registry.send("GET", list, "").body()).contains("\"manifests\":[]");
    }

    @Test
    void pagesTagsAndRepositories() throws Exception {
        Document document = manifest("r", "layer", null);
        for (String tag : List.of("c", "a", "d", "b")) {
            put("r", tag, document);
        }
        var page = registry.send("GET", "/v2/r/tags/list?n=2", "");
        assertThat(page.body()).isEqualTo("{\"name\":\"r\",\"tags\":[\"a\",\"b\"]}");
        assertThat(page.headers().firstValue("Link")).hasValue("</v2/r/tags/list?last=b&n=2>; rel=\"next\"");
        assertThat(registry.send("GET", "/v2/r/tags/list?n=2&last=b", "").body())
                .contains("[\"c\",\"d\"]");
        assertThat(registry.send("GET", "/v2/r/tags/list?n=0", "").body()).contains("[]");
        put("x/y", "t", manifest("x/y", "layer", null));
        assertThat(registry.send("GET", "/v2/_catalog?n=2147483647", "").body())
                .isEqualTo("{\"repositories\":[\"r\",\"x/y\"]}");
        assertThat(registry.send("GET", "/v2/_catalog?n=-1", "").statusCode()).isEqualTo(400);
        assertThat(registry.send("GET", "/v2/_catalog?last=" + "z".repeat(5000), "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(code(registry.send("GET", "/v2/nobody/tags/list", ""))).isEqualTo("404 NAME_UNKNOWN");
    }

    @Test
    void neverServesADamagedBlobWhole() throws Exception {
        Digest digest = push("r", "precious".repeat(50_000));
        Path file = root.resolve("blobs/sha256").resolve(digest.hex());
        byte[] bytes = Files.readAllBytes(file);
        bytes[100] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> registry.send("GET", "/v2/r/blobs/" + digest, ""))
                .isInstanceOf(IOException.class);
    }

    @Test
    void keepsEverythingOverARestart() throws Exception {
        Document document = manifest("r", "layer", null);
        put("r", "t", document);
        registry.close();
        registry = ServedRegistry.on(root);
        assertThat(registry.send("GET", "/v2/r/manifests/t", "").statusCode()).isEqualTo(200);
        assertThat(registry.send("GET", "/v2/r/blobs/" + digest("layer"), "").body())
                .isEqualTo("layer");
        assertThat(root.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void deletedBlobsAreGoneAtOnce() throws Exception {
        Digest digest = push("r", "blob");
        assertThat(registry.send("DELETE", "/v2/r/blobs/" + digest, "").statusCode())
                .isEqualTo(202);
        assertThat(registry.send("HEAD", "/v2/r/blobs/" + digest, "").statusCode())
                .isEqualTo(404);
        assertThat(code(registry.send("DELETE", "/v2/r/blobs/" + digest, ""))).isEqualTo("404 BLOB_UNKNOWN");
    }
}
