package dev.conex.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Client against server over a unix socket.
class ClientTest {
    private static final long BIG = 256L * 1024 * 1024;

    @TempDir
    Path dir;

    private HttpServer serve(Handler handler) throws IOException {
        return HttpServer.serve(new Listen.Unix(dir.resolve("s")), handler);
    }

    private HttpClient client() {
        return HttpClient.to(new Dial.Unix(dir.resolve("s")));
    }

    @Test
    void callsManyTimesOnOneConnection() throws Exception {
        try (var _ = serve((request, response) ->
                        response.send(200, "text/plain", request.body().readAllBytes()));
                var client = client()) {
            for (int i = 0; i < 100; i++) {
                try (var answer =
                        client.call(Call.of("POST", "/x?a=b", Payload.json("{}".getBytes(StandardCharsets.UTF_8))))) {
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.bytes(10)).asString().isEqualTo("{}");
                }
            }
        }
    }

    @Test
    void socketFileHasDockersPermissionsAndReplacesADeadOne() throws Exception {
        try (var _ = serve((request, response) -> response.status(204))) {
            assertThat(Files.getPosixFilePermissions(dir.resolve("s"))).hasSize(4);
            assertThatThrownBy(() -> serve((request, response) -> {}))
                    .hasMessageContaining("another server listens there");
        }
        assertThat(dir.resolve("s")).doesNotExist();
        var address = java.net.UnixDomainSocketAddress.of(dir.resolve("s"));
        java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)
                .bind(address)
                .close();
        assertThat(dir.resolve("s")).exists();
        try (var _ = serve((request, response) -> response.status(204));
                var client = client();
                var answer = client.call(Call.of("GET", "/"))) {
            assertThat(answer.status()).isEqualTo(204);
        }
    }

    @Test
    void surviesAServersRestartOnAKeptConnection() throws Exception {
        try (var client = client()) {
            for (int i = 0; i < 2; i++) {
                try (var _ = serve((request, response) -> response.send(200, "text/plain", new byte[3]));
                        var answer = client.call(Call.of("GET", "/"))) {
                    assertThat(answer.bytes(10)).hasSize(3);
                }
            }
        }
    }

    @Test
    void streamsBigBodiesBothWays() throws Exception {
        Handler handler = (request, response) -> {
            long count = request.body().transferTo(java.io.OutputStream.nullOutputStream());
            response.header("x-count", String.valueOf(count));
            endless(BIG).transferTo(response.stream());
        };
        try (var _ = serve(handler);
                var client = client();
                var answer =
                        client.call(Call.of("PUT", "/", new Payload.Streamed("application/x", endless(BIG), -1)))) {
            assertThat(answer.headers().first("X-Count")).hasValue(String.valueOf(BIG));
            assertThat(answer.body().transferTo(java.io.OutputStream.nullOutputStream()))
                    .isEqualTo(BIG);
        }
    }

    @Test
    void seesAnEarlyRefusalOfAStreamedBody() throws Exception {
        Handler refuses =
                (request, response) -> response.send(413, "text/plain", "too big".getBytes(StandardCharsets.UTF_8));
        try (var _ = serve(refuses);
                var client = client();
                var answer =
                        client.call(Call.of("PUT", "/", new Payload.Streamed("application/x", endless(BIG), -1)))) {
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.bytes(100)).asString().isEqualTo("too big");
        }
    }

    @Test
    void failsWhenTheBodyIsCut() throws Exception {
        Handler cuts = (request, response) -> {
            response.stream().write(new byte[10]);
            response.stream().flush();
            throw new IOException("cut");
        };
        try (var _ = serve(cuts);
                var client = client();
                var answer = client.call(Call.of("GET", "/"))) {
            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void closingAnAnswerEarlyTellsTheServer() throws Exception {
        var gone = new java.util.concurrent.CountDownLatch(1);
        Handler endless = (request, response) -> {
            request.onPeerGone(gone::countDown);
            response.flushHeaders();
            try {
                gone.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (var _ = serve(endless);
                var client = client()) {
            client.call(Call.of("GET", "/events")).close();
            assertThat(gone.await(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void upgradesToRawBytesWithHalfClose() throws Exception {
        Handler echo = (request, response) -> {
            byte[] body = request.body().readAllBytes();
            var raw = response.hijack(101, Headers.of("Connection", "Upgrade", "Upgrade", "tcp"));
            raw.output().write(body);
            raw.output().write(raw.input().readAllBytes());
        };
        var call = Call.of("POST", "/attach", Payload.json("{1}".getBytes(StandardCharsets.UTF_8)));
        try (var _ = serve(echo);
                var client = client()) {
            if (!(client.upgrade(call, "tcp") instanceof Upgrade.Open open)) {
                throw new AssertionError("declined");
            }
            try (var stream = open.stream()) {
                stream.output().write("stdin".getBytes(StandardCharsets.UTF_8));
                stream.shutdownOutput();
                assertThat(stream.input().readAllBytes())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("{1}stdin");
            }
        }
    }

    @Test
    void handsBackTheErrorWhenAnUpgradeIsDeclined() throws Exception {
        try (var _ = serve((request, response) ->
                        response.send(404, "text/plain", "No such container: x".getBytes(StandardCharsets.UTF_8)));
                var client = client()) {
            if (!(client.upgrade(Call.of("POST", "/attach"), "tcp") instanceof Upgrade.Declined declined)) {
                throw new AssertionError("opened");
            }
            try (var answer = declined.answer()) {
                assertThat(answer.bytes(100)).asString().isEqualTo("No such container: x");
            }
        }
    }

    @Test
    void aSlowReaderHoldsTheWriterBack() throws Exception {
        var written = new AtomicInteger();
        Handler fast = (request, response) -> {
            byte[] piece = new byte[64 * 1024];
            for (int i = 0; i < 200; i++) {
                response.stream().write(piece);
                written.incrementAndGet();
            }
        };
        try (var _ = serve(fast);
                var client = client();
                var answer = client.call(Call.of("GET", "/"))) {
            Thread.sleep(200);
            assertThat(written.get()).isLessThan(100);
            assertThat(answer.body().readAllBytes()).hasSize(200 * 64 * 1024);
        }
    }

    /// So many bytes of nothing.
    private static InputStream endless(long size) {
        return new InputStream() {
            private long left = size;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                if (left == 0) {
                    return -1;
                }
                int count = (int) Math.min(length, left);
                left -= count;
                return count;
            }

            @Override
            public int available() {
                return (int) Math.min(left, Integer.MAX_VALUE);
            }
        };
    }
}
