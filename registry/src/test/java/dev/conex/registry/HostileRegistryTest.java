package dev.conex.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.http.Handler;
import dev.conex.http.Request;
import dev.conex.http.Response;
import dev.conex.oci.Copy;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.MalformedContent;
import dev.conex.oci.Manifest;
import dev.conex.oci.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Our client against servers that misbehave: the hostile cases E01 to E09.
class HostileRegistryTest {
    private static final RegistryOptions QUICK =
            new RegistryOptions(java.util.Set.of(), List.of(), ProxyRules.none(), "conex", Duration.ofMillis(600));
    private static final Credentials.Basic ME = new Credentials.Basic("me", "s3cret-word");
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("me:s3cret-word".getBytes(StandardCharsets.UTF_8));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void json(Response response, int status, String body) throws IOException {
        response.send(status, "application/json", bytes(body));
    }

    private static Remote remote(ServedRegistry registry) throws IOException {
        return Remotes.open(QUICK).with(Map.of(registry.authority(), ME));
    }

    private static String authorization(Request request) {
        return request.headers().first("Authorization").orElse("none");
    }

    private static boolean isPing(Request request) {
        return request.rawPath().equals("/v2/");
    }

    /// A server of one manifest with some protection before it.
    private static Handler manifestBehind(Handler protection) {
        return (request, response) -> {
            protection.handle(request, response);
            if (!response.committed()) {
                response.send(200, MediaType.OCI_MANIFEST, bytes("{}"));
            }
        };
    }

    @Test
    void fetchesATokenWithItsScopeAndKeepsIt() throws Exception {
        var asked = new CopyOnWriteArrayList<String>();
        Handler handler = manifestBehind((request, response) -> {
            if (request.rawPath().equals("/token")) {
                asked.add(request.query().all("scope") + " " + request.query().text("service", "") + " "
                        + authorization(request));
                json(response, 200, "{\"token\":\"t0ken\",\"expires_in\":300}");
            } else if (!authorization(request).equals("Bearer t0ken")) {
                String host = request.headers().first("Host").orElseThrow();
                response.header(
                        "WWW-Authenticate",
                        "Bearer realm=\"http://" + host + "/token\",service=\"s\",scope=\"repository:r:pull\"");
                json(response, 401, "{}");
            }
        });
        try (var registry = ServedRegistry.of(handler)) {
            Remote remote = remote(registry);
            remote.resolve(registry.reference("r"));
            remote.resolve(registry.reference("r"));
            assertThat(asked).containsExactly("[repository:r:pull] s " + BASIC);
        }
    }

    @Test
    void exchangesAnIdentityToken() throws Exception {
        var asked = new CopyOnWriteArrayList<String>();
        Handler handler = manifestBehind((request, response) -> {
            if (request.rawPath().equals("/token")) {
                asked.add(request.method() + " " + new String(request.body().readAllBytes(), StandardCharsets.UTF_8));
                json(response, 200, "{\"access_token\":\"t0ken\"}");
            } else if (!authorization(request).equals("Bearer t0ken")) {
                String host = request.headers().first("Host").orElseThrow();
                response.header("WWW-Authenticate", "Bearer realm=\"http://" + host + "/token\",service=\"s\"");
                json(response, 401, "{}");
            }
        });
        try (var registry = ServedRegistry.of(handler)) {
            var credentials =
                    Map.<String, Credentials>of(registry.authority(), new Credentials.IdentityToken("refresh"));
            Remotes.open(QUICK).with(credentials).resolve(registry.reference("r"));
            assertThat(asked.getFirst())
                    .startsWith("POST grant_type=refresh_token&")
                    .endsWith("&refresh_token=refresh");
        }
    }

    @Test
    void logsInWithBasicAndTellsWrongPasswords() throws Exception {
        Handler handler = (request, response) -> {
            if (authorization(request).equals(BASIC)) {
                json(response, 200, "{}");
            } else {
                response.header("WWW-Authenticate", "Basic realm=\"x\"");
                json(
                        response,
                        401,
                        "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required\"}]}");
            }
        };
        try (var registry = ServedRegistry.of(handler)) {
            var remotes = Remotes.open(QUICK);
            assertThat(remotes.login(registry.authority(), ME)).isEmpty();
            assertThatThrownBy(() -> remotes.login(registry.authority(), new Credentials.Basic("me", "wrong")))
                    .isInstanceOfSatisfying(RegistryFailure.class, failure -> {
                        assertThat(failure.kind()).isEqualTo(RegistryFailure.Kind.UNAUTHORIZED);
                        assertThat(failure.serverMessage()).isEqualTo("authentication required");
                        assertThat(failure.challenge()).isEqualTo("basic");
                    });
        }
    }

    @Test
    void sendsNoCredentialsToAForeignTokenServer() throws Exception {
        var heard = new CopyOnWriteArrayList<String>();
        Handler thief = (request, response) -> {
            heard.add(authorization(request));
            json(response, 200, "{\"token\":\"t\"}");
        };
        try (var other = ServedRegistry.of(thief)) {
            String realm = "http://localhost:" + other.authority().split(":", -1)[1] + "/token";
            Handler handler = (request, response) -> {
                response.header("WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"s\"");
                json(response, 401, "{}");
            };
            try (var registry = ServedRegistry.of(handler)) {
                assertThatThrownBy(() -> remote(registry).resolve(registry.reference("r")))
                        .isInstanceOf(RegistryFailure.class);
            }
        }
        assertThat(heard).containsOnly("none");
    }

    @Test
    void realmRuleKeepsToTheRegistrableDomain() {
        assertThat(mayKnow("https://registry-1.docker.io", "https://auth.docker.io/token"))
                .isTrue();
        assertThat(mayKnow("https://registry-1.docker.io", "http://auth.docker.io/token"))
                .isFalse();
        assertThat(mayKnow("https://ghcr.io", "https://evil.io/token")).isFalse();
        assertThat(mayKnow("https://a.co.uk", "https://b.co.uk/token")).isFalse();
        assertThat(mayKnow("https://r.a.co.uk", "https://auth.a.co.uk/token")).isTrue();
        assertThat(mayKnow("https://10.0.0.1", "https://20.0.0.1/token")).isFalse();
    }

    private static boolean mayKnow(String registry, String realm) {
        return RealmRule.mayKnow(java.net.URI.create(registry), java.net.URI.create(realm));
    }

    @Test
    void followsARedirectToAnotherHostWithoutAuthorization() throws Exception {
        var heard = new CopyOnWriteArrayList<String>();
        byte[] blob = bytes("blob");
        Handler storage = (request, response) -> {
            heard.add(authorization(request));
            response.send(200, "x/y", blob);
        };
        try (var other = ServedRegistry.of(storage)) {
            String target = "http://" + other.authority() + "/bucket?signed=1";
            Handler handler = (request, response) -> {
                if (!authorization(request).equals(BASIC)) {
                    response.header("WWW-Authenticate", "Basic realm=\"x\"");
                    json(response, 401, "{}");
                } else {
                    response.status(307).header("Location", target);
                }
            };
            try (var registry = ServedRegistry.of(handler)) {
                var source = remote(registry).source(registry.reference("r"));
                assertThat(Copy.read(source, Descriptor.of("x/y", blob), 100)).isEqualTo(blob);
            }
        }
        assertThat(heard).containsExactly("none");
    }

    @Test
    void givesUpOnARedirectLoop() throws Exception {
        var hops = new AtomicInteger();
        Handler loop = (request, response) -> {
            if (!isPing(request)) {
                hops.incrementAndGet();
                response.status(307).header("Location", request.rawPath());
            }
        };
        try (var registry = ServedRegistry.of(loop)) {
            assertThatThrownBy(() -> remote(registry).resolve(registry.reference("r")))
                    .hasMessageContaining("10 redirects");
            assertThat(hops.get()).isEqualTo(11);
        }
    }

    /// Serves a blob, cut after some bytes each time.
    private static Handler cutting(byte[] blob, int pieceBytes, AtomicInteger requests) {
        return (request, response) -> {
            if (isPing(request)) {
                return;
            }
            requests.incrementAndGet();
            String range = request.headers().first("Range").orElse("bytes=0-");
            int from = Integer.parseInt(range.substring(6, range.length() - 1));
            if (from > 0) {
                response.status(206);
                response.header("Content-Range", "bytes " + from + "-" + (blob.length - 1) + "/" + blob.length);
            }
            response.header("Content-Length", String.valueOf(blob.length - from));
            int end = Math.min(blob.length, from + pieceBytes);
            response.stream().write(blob, from, end - from);
            response.stream().flush();
            if (end < blob.length) {
                throw new IOException("cut");
            }
        };
    }

    @Test
    void resumesABlobThatIsCutAgainAndAgain() throws Exception {
        byte[] blob = new byte[1_000_000];
        new Random(2).nextBytes(blob);
        var requests = new AtomicInteger();
        try (var registry = ServedRegistry.of(cutting(blob, 150_000, requests))) {
            var source = remote(registry).source(registry.reference("r"));
            assertThat(Copy.read(source, Descriptor.of("x/y", blob), 2_000_000)).isEqualTo(blob);
            assertThat(requests.get()).isEqualTo(7);
        }
    }

    @Test
    void takesAWholeBodyInsteadOfARangeAndRefusesAWrongRange() throws Exception {
        byte[] blob = new byte[100_000];
        new Random(3).nextBytes(blob);
        for (boolean wrongRange : new boolean[] {false, true}) {
            var requests = new AtomicInteger();
            Handler handler = (request, response) -> {
                if (isPing(request)) {
                    return;
                }
                boolean first = requests.incrementAndGet() == 1;
                if (!first && wrongRange) {
                    response.status(206).header("Content-Range", "bytes 7-99999/100000");
                }
                response.header("Content-Length", String.valueOf(blob.length));
                response.stream().write(blob, 0, first ? 40_000 : blob.length);
                response.stream().flush();
                if (first) {
                    throw new IOException("cut");
                }
            };
            try (var registry = ServedRegistry.of(handler)) {
                var source = remote(registry).source(registry.reference("r"));
                var descriptor = Descriptor.of("x/y", blob);
                if (wrongRange) {
                    assertThatThrownBy(() -> Copy.read(source, descriptor, 200_000))
                            .isInstanceOf(MalformedContent.class);
                } else {
                    assertThat(Copy.read(source, descriptor, 200_000)).isEqualTo(blob);
                }
            }
        }
    }

    @Test
    void leavesAServerThatFallsSilent() throws Exception {
        byte[] blob = new byte[1000];
        Arrays.fill(blob, (byte) 5);
        var requests = new AtomicInteger();
        Handler handler = (request, response) -> {
            if (isPing(request)) {
                return;
            }
            if (requests.incrementAndGet() > 1) {
                cutting(blob, blob.length, requests).handle(request, response);
                return;
            }
            response.header("Content-Length", "1000");
            response.stream().write(blob, 0, 10);
            response.stream().flush();
            try {
                Thread.sleep(5000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (var registry = ServedRegistry.of(handler)) {
            long start = System.nanoTime();
            var source = remote(registry).source(registry.reference("r"));
            assertThat(Copy.read(source, Descriptor.of("x/y", blob), 2000)).isEqualTo(blob);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void triesAgainWhenTheRegistryIsOverloaded() throws Exception {
        var requests = new AtomicInteger();
        Handler handler = manifestBehind((request, response) -> {
            if (!isPing(request) && requests.incrementAndGet() < 3) {
                json(response, requests.get() == 1 ? 429 : 503, "{}");
            }
        });
        try (var registry = ServedRegistry.of(handler)) {
            remote(registry).resolve(registry.reference("r"));
            assertThat(requests.get()).isEqualTo(3);
        }
    }

    @Test
    void limitsManifestsAndChecksTheirDigest() throws Exception {
        Handler large = (request, response) -> {
            if (!isPing(request)) {
                response.stream().write(new byte[Manifest.BYTES_MAX + 1]);
            }
        };
        try (var registry = ServedRegistry.of(large)) {
            assertThatThrownBy(() -> remote(registry).resolve(registry.reference("r")))
                    .isInstanceOf(MalformedContent.class)
                    .hasMessageContaining("limit");
        }
        try (var registry = ServedRegistry.of(manifestBehind((request, response) -> {}))) {
            var wrong = registry.reference("r").withDigest(Digest.ofSha256(bytes("x")));
            assertThatThrownBy(() -> remote(registry).resolve(wrong)).isInstanceOf(MalformedContent.class);
        }
    }

    @Test
    void stripsCutsAndRedactsErrorBodies() throws Exception {
        String evil =
                "\u001b[31mno\u001b[0m \u001b]0;title\u0007 Bearer abcdefghijklmnop s3cret-word " + "x".repeat(100_000);
        for (String body : List.of(
                evil, "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"" + "\\u001b[2Jno s3cret-word" + "\"}]}")) {
            Handler handler = (request, response) -> response.send(403, "text/plain", bytes(body));
            try (var registry = ServedRegistry.of(handler)) {
                assertThatThrownBy(() -> remote(registry).resolve(registry.reference("r")))
                        .isInstanceOfSatisfying(RegistryFailure.class, failure -> {
                            assertThat(failure.kind()).isEqualTo(RegistryFailure.Kind.DENIED);
                            assertThat(failure.serverMessage())
                                    .startsWith("no ")
                                    .hasSizeLessThanOrEqualTo(4096)
                                    .doesNotContain("\u001b", "s3cret-word", "abcdefghij", "title");
                        });
            }
        }
    }
}
