package dev.conex.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.conex.http.Dial;
import dev.conex.http.Headers;
import dev.conex.http.HttpServer;
import dev.conex.http.Listen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerClientTest {
    @TempDir
    private Path dir;

    private HttpServer daemon(dev.conex.http.Handler handler) throws IOException {
        return HttpServer.serve(new Listen.Unix(dir.resolve("d.sock")), (request, response) -> {
            if (request.rawPath().equals("/_ping")) {
                response.header("Api-Version", "1.44");
                response.send(200, "text/plain", new byte[0]);
            } else {
                handler.handle(request, response);
            }
        });
    }

    private DockerClient client() {
        return DockerClient.to(new Dial.Unix(dir.resolve("d.sock")));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void speaksNoNewerVersionThanTheDaemon() throws Exception {
        try (var _ = daemon((request, response) ->
                        response.send(200, "application/json", utf8("{\"Name\":\"" + request.rawPath() + "\"}")));
                var client = client()) {
            assertThat(client.version()).isEqualTo("1.44");
            assertThat(client.volumes().inspect("a b/c").name()).isEqualTo("/v1.44/volumes/a%20b%2Fc");
        }
    }

    @Test
    void errorsCarryStatusAndWords() throws Exception {
        try (var _ = daemon((_, response) ->
                        response.send(404, "application/json", utf8("{\"message\":\"No such container: x\"}")));
                var client = client()) {
            assertThatThrownBy(() -> client.containers().inspect("x", false))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.notFound()).isTrue())
                    .hasMessage("No such container: x");
            assertThatThrownBy(() -> client.streams().attach("x", StreamCalls.Attach.OUTPUT))
                    .hasMessage("No such container: x");
        }
    }

    @Test
    void attachesByUpgradeAndClosesItsHalf() throws Exception {
        try (var _ = daemon((_, response) -> {
                    var stream = response.hijack(
                            101,
                            Headers.of(
                                    "Content-Type", RawStream.MULTIPLEXED, "Connection", "Upgrade", "Upgrade", "tcp"));
                    byte[] input = stream.input().readAllBytes();
                    StdCopy.write(stream.output(), StdCopy.STDOUT, input, 0, input.length);
                });
                var client = client();
                var attached = client.streams().attach("x", StreamCalls.Attach.OUTPUT)) {
            attached.stdin().write(utf8("echo"));
            attached.closeStdin();
            var out = new ByteArrayOutputStream();
            attached.copyTo(out, null);
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("echo");
        }
    }

    @Test
    void readsProgressLineByLine() throws Exception {
        try (var _ = daemon((_, response) -> {
                    var out = response.stream();
                    out.write(utf8("{\"status\":\"Pulling from x\",\"id\":\"y\"}\r\n"));
                    out.flush();
                    out.write(utf8("{\"errorDetail\":{\"message\":\"gone\"},\"error\":\"gone\"}\r\n"));
                });
                var client = client();
                var lines = client.transfers().pull("x", "y", null, AuthHeader.ANONYMOUS)) {
            assertThat(lines.next())
                    .hasValueSatisfying(m -> assertThat(m.status()).isEqualTo("Pulling from x"));
            assertThat(lines.next())
                    .hasValueSatisfying(m -> assertThat(m.error()).isEqualTo("gone"));
            assertThat(lines.next()).isEmpty();
        }
    }

    @Test
    void nothingToChangeIsNoError() throws Exception {
        try (var _ = daemon((_, response) -> response.status(304));
                var client = client()) {
            assertThat(client.lives().start("x", null)).isFalse();
        }
    }
}
