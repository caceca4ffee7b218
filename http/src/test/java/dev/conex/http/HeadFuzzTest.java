package dev.conex.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Damaged heads, always the same ones: each must be answered with a proper status or an end, never with a failure of
/// ours, and must not hurt the next peer.
class HeadFuzzTest {
    private static final int CASES = 1500;
    private static final String[] PIECES = {
        "\r\n",
        "\n",
        "\r",
        " ",
        "\t",
        ":",
        "\0",
        "%",
        "%2",
        "%00",
        "/",
        "//",
        "?",
        "&&",
        "=",
        "#",
        "\u00ff",
        "HTTP/1.1",
        "HTTP/9.9",
        "Host: x",
        "Content-Length: 5",
        "Content-Length: 99999999999999999999",
        "Transfer-Encoding: chunked",
        "Expect: 100-continue",
        "Upgrade: tcp",
        "Connection: close",
        "http://",
        "*",
        "x".repeat(3000)
    };
    private static final List<String> SEEDS = List.of(
            "GET /a/b?c=d HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n",
            "POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
            "PUT /y HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");

    private static String damaged(Random random) {
        var text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int i = 0; i <= random.nextInt(4); i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
                case 2 -> text.setCharAt(at, (char) random.nextInt(256));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(30))));
            }
            if (text.isEmpty()) {
                text.append("GET");
            }
        }
        return text.toString();
    }

    @Test
    void damagedHeadsGetAStatusOrAnEnd() throws Exception {
        var random = new Random(20260101);
        Handler echo = (request, response) -> {
            request.path();
            request.query().first("c");
            response.send(200, "text/plain", request.body().readAllBytes());
        };
        try (var server = HttpServer.serve(new Listen.Tcp("127.0.0.1", 0), echo)) {
            for (int i = 0; i < CASES; i++) {
                String head = damaged(random);
                try (var peer = new RawPeer(server.port())) {
                    String answer = peer.say(head).endSending().hearAll();
                    assertThat(answer).as(head).matches("(?s)|HTTP/1\\.1 (100|200|400|403|431|505) .*");
                }
            }
            try (var peer = new RawPeer(server.port())) {
                assertThat(peer.say(SEEDS.getFirst()).head()).startsWith("HTTP/1.1 200");
            }
        }
    }
}
