package dev.conex.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What the server does with bytes, seen from the other end of the socket.
class ServerWireTest {
    private static final String HOST = "Host: localhost\r\n";

    private static HttpServer serve(Handler handler) throws IOException {
        return HttpServer.serve(new Listen.Tcp("127.0.0.1", 0), handler);
    }

    private static void say(Response response, String text) throws IOException {
        response.send(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsConnectionBetweenRequests() throws Exception {
        try (var server = serve((request, response) -> say(response, request.rawPath()));
                var peer = new RawPeer(server.port())) {
            assertThat(peer.say("GET /a HTTP/1.1\r\n" + HOST + "\r\n").head()).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(peer.hear(2)).isEqualTo("/a");
            peer.say("GET /b HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
            assertThat(peer.head()).contains("Connection: close");
            assertThat(peer.hearAll()).isEqualTo("/b");
        }
    }

    @Test
    void decodesPathSegmentsAndQuery() throws Exception {
        var seen = new AtomicReference<String>("");
        Handler handler = (request, response) -> seen.set(request.path() + " "
                + request.query().all("t") + " " + request.query().flag("x", false));
        try (var server = serve(handler);
                var peer = new RawPeer(server.port())) {
            peer.say(("GET /images/a%2Fb/j%C3%A9 HTTP/1.0\r\n" + HOST + "\r\n")
                    .replace(" HTTP", "?t=1+2&t=%26&x=True HTTP"));
            peer.hearAll();
            assertThat(seen.get()).isEqualTo("[images, a/b, jé] [1 2, &] true");
        }
    }

    @Test
    void refusesMalformedHeads() throws Exception {
        try (var server = serve((request, response) -> say(response, "no"))) {
            var malformed = new String[] {
                "GET\r\n\r\n",
                "G<T / HTTP/1.1\r\n" + HOST + "\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + HOST + "\r\n",
                "GET /%zz HTTP/1.1\r\n" + HOST + "\r\n",
                "GET x HTTP/1.1\r\n" + HOST + "\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "no colon\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "a b: c\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "a: \0\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            };
            for (String head : malformed) {
                try (var peer = new RawPeer(server.port())) {
                    assertThat(peer.say(head).hearAll()).as(head).startsWith("HTTP/1.1 400 Bad Request\r\n");
                }
            }
        }
    }

    @Test
    void limitsHeadBytesAndLines() throws Exception {
        try (var server = serve((request, response) -> say(response, "no"))) {
            var long1 = "GET /" + "a".repeat(Limits.HEAD_BYTES_MAX) + " HTTP/1.1\r\n" + HOST + "\r\n";
            var long2 = "GET / HTTP/1.1\r\n" + HOST + ("x: " + "b".repeat(5000) + "\r\n").repeat(40) + "\r\n";
            var many = "GET / HTTP/1.1\r\n" + HOST + "x: y\r\n".repeat(Limits.HEADER_LINES_MAX + 1) + "\r\n";
            for (String head : new String[] {long1, long2, many}) {
                try (var peer = new RawPeer(server.port())) {
                    assertThat(peer.say(head).head()).startsWith("HTTP/1.1 431 ");
                }
            }
        }
    }

    @Test
    void sendsHeadBeforeAnyData() throws Exception {
        var release = new CountDownLatch(1);
        Handler handler = (request, response) -> {
            response.flushHeaders();
            awaitQuietly(release);
            response.stream().write('x');
        };
        try (var server = serve(handler);
                var peer = new RawPeer(server.port())) {
            assertThat(peer.say("POST /wait HTTP/1.1\r\n" + HOST + "\r\n").head())
                    .contains("chunked");
            release.countDown();
            assertThat(peer.hear(11)).isEqualTo("1\r\nx\r\n0\r\n\r\n");
        }
    }

    @Test
    void answersExpectOnlyWhenTheBodyIsRead() throws Exception {
        Handler reads =
                (request, response) -> say(response, new String(request.body().readAllBytes(), StandardCharsets.UTF_8));
        String head = "PUT / HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n";
        try (var server = serve(reads);
                var peer = new RawPeer(server.port())) {
            assertThat(peer.say(head).head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(peer.say("ok").head()).startsWith("HTTP/1.1 200");
            assertThat(peer.hear(2)).isEqualTo("ok");
        }
        try (var server = serve((request, response) -> response.send(409, "text/plain", new byte[0]));
                var peer = new RawPeer(server.port())) {
            assertThat(peer.say(head).hearAll()).startsWith("HTTP/1.1 409").contains("Connection: close");
        }
    }

    @Test
    void hijacksWithUpgradeAndEarlyBytesAndHalfClose() throws Exception {
        Handler echo = (request, response) -> {
            var raw = response.hijack(101, Headers.of("Connection", "Upgrade", "Upgrade", "tcp"));
            byte[] all = raw.input().readAllBytes();
            raw.output().write(all);
            raw.output().write("!".getBytes(StandardCharsets.UTF_8));
        };
        try (var server = serve(echo);
                var peer = new RawPeer(server.port())) {
            peer.say("POST / HTTP/1.1\r\n" + HOST + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\nearly");
            assertThat(peer.head()).startsWith("HTTP/1.1 101 UPGRADED\r\n").doesNotContain("Content-Length");
            assertThat(peer.say(" late").endSending().hearAll()).isEqualTo("early late!");
        }
    }

    @Test
    void hijacksWith200AndNoLength() throws Exception {
        Handler raw = (request, response) -> {
            request.body().readAllBytes();
            var hijacked = response.hijack(200, Headers.of("Content-Type", "application/x"));
            hijacked.output().write("raw".getBytes(StandardCharsets.UTF_8));
            hijacked.shutdownOutput();
            assertThat(hijacked.input().readAllBytes()).isEqualTo("in".getBytes(StandardCharsets.UTF_8));
        };
        try (var server = serve(raw);
                var peer = new RawPeer(server.port())) {
            peer.say("POST / HTTP/1.1\r\n" + HOST + "Content-Length: 2\r\n\r\n{}");
            assertThat(peer.head()).startsWith("HTTP/1.1 200 OK").doesNotContain("chunked");
            assertThat(peer.hearAll()).isEqualTo("raw");
            peer.say("in").endSending();
        }
    }

    @Test
    void handsOverTheSocketWithWhatCameEarly() throws Exception {
        var handedOver = new java.util.concurrent.CompletableFuture<Hijacked.Released>();
        Handler handler = (request, response) -> {
            var raw = response.hijack(101, Headers.of("Connection", "Upgrade", "Upgrade", "h2c"));
            handedOver.complete(raw.release());
        };
        try (var server = serve(handler);
                var peer = new RawPeer(server.port())) {
            peer.say("POST /grpc HTTP/1.1\r\n" + HOST + "Upgrade: h2c\r\n\r\nPRI");
            assertThat(peer.head()).startsWith("HTTP/1.1 101 Switching Protocols");
            var released = handedOver.get(5, TimeUnit.SECONDS);
            Thread.sleep(50);
            try (var channel = released.channel()) {
                assertThat(StandardCharsets.US_ASCII.decode(released.early()).toString())
                        .isEqualTo("PRI");
                channel.write(StandardCharsets.US_ASCII.encode("mine"));
            }
            assertThat(peer.hearAll()).isEqualTo("mine");
        }
    }

    @Test
    void tellsWhenThePeerHasGone() throws Exception {
        var gone = new CountDownLatch(1);
        var started = new CountDownLatch(1);
        Handler waits = (request, response) -> {
            request.onPeerGone(gone::countDown);
            request.body().readAllBytes();
            response.flushHeaders();
            started.countDown();
            awaitQuietly(gone);
        };
        try (var server = serve(waits)) {
            try (var peer = new RawPeer(server.port())) {
                peer.say("POST / HTTP/1.1\r\n" + HOST + "Content-Length: 2\r\n\r\n{}")
                        .head();
                assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
                assertThat(gone.getCount()).isEqualTo(1);
            }
            assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void watchingThePeerLosesNoByteOfTheNextRequest() throws Exception {
        var gone = new AtomicReference<String>("no");
        Handler handler = (request, response) -> {
            request.onPeerGone(() -> gone.set("yes"));
            say(response, request.rawPath());
        };
        try (var server = serve(handler);
                var peer = new RawPeer(server.port())) {
            for (int i = 0; i < 20; i++) {
                peer.say("GET /" + (i % 10) + " HTTP/1.1\r\n" + HOST + "\r\n").head();
                assertThat(peer.hear(2)).isEqualTo("/" + (i % 10));
            }
            assertThat(gone.get()).isEqualTo("no");
        }
    }

    @Test
    void cutsTheAnswerWhenAHandlerFailsLate() throws Exception {
        Handler fails = (request, response) -> {
            if (!request.rawPath().equals("/early")) {
                response.stream().write('x');
                response.stream().flush();
            }
            throw new IOException("disk is gone");
        };
        try (var server = serve(fails)) {
            try (var peer = new RawPeer(server.port())) {
                assertThat(peer.say("GET / HTTP/1.1\r\n" + HOST + "\r\n").hearAll())
                        .endsWith("1\r\nx\r\n");
            }
            try (var peer = new RawPeer(server.port())) {
                assertThat(peer.say("GET /early HTTP/1.1\r\n" + HOST + "\r\n").head())
                        .startsWith("HTTP/1.1 500");
            }
        }
    }

    @Test
    void forgetsPeersThatLeaveInTheMiddleOfAnything() throws Exception {
        Handler blocks = (request, response) -> {
            var gone = new CountDownLatch(1);
            request.onPeerGone(gone::countDown);
            request.body().readAllBytes();
            response.flushHeaders();
            awaitQuietly(gone);
        };
        try (var server = serve(blocks)) {
            for (int i = 0; i < 300; i++) {
                try (var peer = new RawPeer(server.port())) {
                    switch (i % 4) {
                        case 0 -> peer.say("GET / HT");
                        case 1 -> peer.say("POST / HTTP/1.1\r\n" + HOST + "Content-Length: 9\r\n\r\nab");
                        case 2 -> peer.say("GET / HTTP/1.1\r\n" + HOST + "\r\n").head();
                        default -> peer.say("POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n5\r\na");
                    }
                }
            }
            for (int i = 0; i < 200 && server.connectionCount() > 0; i++) {
                pause(10);
            }
            assertThat(server.connectionCount()).isZero();
        }
    }

    @Test
    void aRefusedBodyDoesNotCostThePeerItsAnswer() throws Exception {
        Handler refuses = (request, response) -> response.send(413, "text/plain", new byte[10]);
        try (var server = serve(refuses);
                var peer = new RawPeer(server.port())) {
            int length = 8 * 1024 * 1024;
            peer.say("PUT / HTTP/1.1\r\n" + HOST + "Content-Length: " + length + "\r\n\r\n" + "x".repeat(length));
            assertThat(peer.endSending().hearAll()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void headGetsNoBodyButItsLength() throws Exception {
        try (var server = serve((request, response) -> say(response, "body"));
                var peer = new RawPeer(server.port())) {
            assertThat(peer.say("HEAD / HTTP/1.1\r\n" + HOST + "\r\n").head()).contains("Content-Length: 4\r\n");
            assertThat(peer.say("HEAD / HTTP/1.1\r\n" + HOST + "\r\n").head()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void refusesForeignHostAndOrigin() throws Exception {
        try (var server = serve((request, response) -> say(response, "ok"))) {
            assertThat(statusFor(server, "Host: evil.example")).isEqualTo("403");
            assertThat(statusFor(server, "Host: localhost:1\r\nOrigin: http://evil.example"))
                    .isEqualTo("403");
            assertThat(statusFor(server, "Host: localhost:1\r\nOrigin: null")).isEqualTo("403");
            assertThat(statusFor(server, "Host: localhost:1\r\nOrigin: http://localhost:1"))
                    .isEqualTo("200");
            assertThat(statusFor(server, "Host: 127.0.0.1:2375")).isEqualTo("200");
            assertThat(statusFor(server, "Host: [::1]:2375")).isEqualTo("200");
        }
    }

    private static String statusFor(HttpServer server, String headers) throws IOException {
        try (var peer = new RawPeer(server.port())) {
            return peer.say("GET / HTTP/1.1\r\n" + headers + "\r\n\r\n").head().substring(9, 12);
        }
    }

    @Test
    void closesIdleAndDrippingConnectionsAndRefusesTooMany() throws Exception {
        var limits = new Limits(2, Duration.ofMillis(200), Duration.ofMillis(200));
        var listen = new Listen.Tcp("127.0.0.1", 0);
        try (var server = HttpServer.serve(listen, (request, response) -> say(response, "ok"), Guard.OPEN, limits);
                var idle = new RawPeer(server.port());
                var dripping = new RawPeer(server.port())) {
            dripping.say("GET /");
            Thread.sleep(100);
            try (var third = new RawPeer(server.port())) {
                assertThat(third.hearAll()).startsWith("HTTP/1.1 503").contains("the limit is 2");
            }
            assertThat(idle.hearAll()).isEmpty();
            assertThat(dripping.hearAll()).isEmpty();
        }
    }

    @Test
    void stopsAfterTheRunningRequest() throws Exception {
        var started = new CountDownLatch(1);
        Handler slow = (request, response) -> {
            started.countDown();
            pause(200);
            say(response, "done");
        };
        var server =
                HttpServer.serve(new Listen.Tcp("127.0.0.1", 0), slow, Guard.againstBrowsers(Set.of()), Limits.DEFAULT);
        try (var peer = new RawPeer(server.port())) {
            peer.say("GET / HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
            server.stop(Duration.ofSeconds(5));
            assertThat(peer.hearAll()).endsWith("done");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
