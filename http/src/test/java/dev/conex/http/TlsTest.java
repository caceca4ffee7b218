package dev.conex.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS with certificates made for the test by the JDK's own tool.
class TlsTest {
    @TempDir
    static Path dir;

    @BeforeAll
    static void makeCertificates() throws Exception {
        selfSigned("server", "san=ip:127.0.0.1");
        selfSigned("client", "san=dns:client");
    }

    private static void selfSigned(String name, String extension) throws Exception {
        Path store = dir.resolve(name + ".p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "k",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        extension,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit",
                        "-storetype",
                        "PKCS12")
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        var keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        write(name + ".crt", "CERTIFICATE", keys.getCertificate("k").getEncoded());
        write(
                name + ".key",
                "PRIVATE KEY",
                keys.getKey("k", "changeit".toCharArray()).getEncoded());
    }

    private static void write(String name, String label, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(der);
        Files.writeString(
                dir.resolve(name), "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
    }

    private static TlsFiles own(String name, String other) {
        return new TlsFiles(dir.resolve(other + ".crt"), dir.resolve(name + ".crt"), dir.resolve(name + ".key"), true);
    }

    @Test
    void servesOnlyThoseWithACertificate() throws Exception {
        Handler echo = (request, response) ->
                response.send(200, "text/plain", request.body().readAllBytes());
        try (var server = HttpServer.serve(new Listen.Tls("127.0.0.1", 0, own("server", "client")), echo)) {
            var call = Call.of("POST", "/", Payload.json("x".getBytes(StandardCharsets.UTF_8)));
            try (var client = HttpClient.to(new Dial.Tls("127.0.0.1", server.port(), own("client", "server")));
                    var answer = client.call(call)) {
                assertThat(answer.bytes(10)).asString().isEqualTo("x");
            }
            var stranger = new TlsFiles(dir.resolve("server.crt"), null, null, true);
            try (var client = HttpClient.to(new Dial.Tls("127.0.0.1", server.port(), stranger))) {
                assertThatThrownBy(() -> client.call(call)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void refusesAServerWithAnUnknownCertificate() throws Exception {
        var noAuthority = new TlsFiles(null, null, null, true);
        var files = new TlsFiles(null, dir.resolve("server.crt"), dir.resolve("server.key"), false);
        try (var server = HttpServer.serve(new Listen.Tls("127.0.0.1", 0, files), (request, response) -> {});
                var client = HttpClient.to(new Dial.Tls("127.0.0.1", server.port(), noAuthority))) {
            assertThatThrownBy(() -> client.call(Call.of("GET", "/"))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void hijacksWithHalfClose() throws Exception {
        Handler echo = (request, response) -> {
            var raw = response.hijack(101, Headers.of("Connection", "Upgrade", "Upgrade", "tcp"));
            raw.output().write(raw.input().readAllBytes());
        };
        var files = own("server", "client");
        try (var server = HttpServer.serve(new Listen.Tls("127.0.0.1", 0, files), echo);
                var client = HttpClient.to(new Dial.Tls("127.0.0.1", server.port(), own("client", "server")))) {
            if (!(client.upgrade(Call.of("POST", "/"), "tcp") instanceof Upgrade.Open open)) {
                throw new AssertionError("declined");
            }
            open.stream().output().write("abc".getBytes(StandardCharsets.UTF_8));
            open.stream().shutdownOutput();
            assertThat(open.stream().input().readAllBytes()).asString().isEqualTo("abc");
            open.stream().close();
        }
    }
}
