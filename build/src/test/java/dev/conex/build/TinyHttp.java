package dev.conex.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A server that answers a few paths.
final class TinyHttp implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());

    TinyHttp() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                try (var peer = socket.accept()) {
                    answer(peer);
                }
            }
        } catch (IOException e) {
            // closed: the end
        }
    }

    private void answer(Socket peer) throws IOException {
        var in = new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.US_ASCII));
        var request = String.valueOf(in.readLine()).split(" ");
        while (!String.valueOf(in.readLine()).isEmpty()) {
            // headers don't matter
        }
        var path = request.length > 1 ? request[1] : "";
        var text = switch (path) {
            case "/f.txt" -> "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfile";
            case "/r" -> "HTTP/1.1 302 Found\r\nLocation: " + url() + "/c\r\nContent-Length: 0\r\n\r\n";
            case "/c" -> "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nchu\r\n4;x=y\r\nnked\r\n0\r\n\r\n";
            case "/meta" -> "HTTP/1.1 307 Found\r\nLocation: http://169.254.169.254/latest\r\n\r\n";
            default -> "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
        };
        peer.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
