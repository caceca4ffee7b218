package dev.conex.build;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Gets a file over HTTP/1.1. Written upon sockets, because the address that was checked must be the one that is
/// connected
/// to, and the JDK's client looks names up on its own.
final class HttpFetch {
    static final long BYTES_MAX = 16L << 30;
    private static final int REDIRECTS_MAX = 10;
    private static final int CONNECT_MILLIS_MAX = 30_000;
    private static final int SILENCE_MILLIS_MAX = 120_000;
    private static final int HEADER_BYTES_MAX = 64 << 10;
    private static final int BUFFER_BYTES = 64 << 10;

    private final FetchPolicy policy;

    HttpFetch(FetchPolicy policy) {
        this.policy = policy;
    }

    /// What came with a file.
    record Answer(URI from, int status, Map<String, String> headers) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /// Follows redirects, and writes the body.
    Answer get(String url, OutputStream out) throws BuildFailed, IOException {
        var uri = uri(url);
        for (int i = 0; i <= REDIRECTS_MAX; i++) {
            try (var socket = connect(url, uri)) {
                var answer = exchange(socket, uri);
                if (answer.status / 100 != 3 || answer.header("location").isEmpty()) {
                    finish(url, answer, socket.getInputStream(), out);
                    return answer;
                }
                uri = uri.resolve(uri(answer.header("location")));
            }
        }
        throw failed(url, "more than %d redirects".formatted(REDIRECTS_MAX));
    }

    private static BuildFailed failed(String url, String why) {
        return BuildFailed.refused("ADD failed: Get \"%s\": %s".formatted(url, why));
    }

    private static URI uri(String text) throws BuildFailed {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw failed(text, "invalid URL");
        }
    }

    private Socket connect(String url, URI uri) throws BuildFailed, IOException {
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        if ((!secure && !"http".equalsIgnoreCase(uri.getScheme())) || uri.getHost() == null) {
            throw failed(url, "unsupported URL \"%s\"".formatted(uri));
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        var host = uri.getHost().replaceAll("[\\[\\]]", "");
        IOException last = null;
        for (var address : InetAddress.getAllByName(host)) {
            if (policy.refuses(address)) {
                last = new IOException("connections to %s are not allowed".formatted(address.getHostAddress()));
                continue;
            }
            try {
                return open(address, host, port, secure);
            } catch (IOException e) {
                last = new IOException("dial tcp %s:%d: %s".formatted(address.getHostAddress(), port, reason(e)), e);
            }
        }
        throw failed(url, last == null ? "no address" : String.valueOf(last.getMessage()));
    }

    private static String reason(IOException e) {
        var text = String.valueOf(e.getMessage());
        return text.toLowerCase(Locale.ROOT).contains("refused") ? "connect: connection refused" : text;
    }

    private static Socket open(InetAddress address, String host, int port, boolean secure) throws IOException {
        var plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(address, port), CONNECT_MILLIS_MAX);
            plain.setSoTimeout(SILENCE_MILLIS_MAX);
            if (!secure) {
                return plain;
            }
            var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            var socket = (SSLSocket) factory.createSocket(plain, host, port, true);
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private static Answer exchange(Socket socket, URI uri) throws IOException {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        var request = "GET %s%s HTTP/1.1\r\nHost: %s%s\r\nUser-Agent: conex\r\nAccept: */*\r\nConnection: close\r\n\r\n"
                .formatted(path, query, uri.getHost(), port);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var in = socket.getInputStream();
        var status = line(in).split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("\\d{3}")) {
            throw new IOException("malformed HTTP response");
        }
        return new Answer(uri, Integer.parseInt(status[1]), headers(in));
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        var headers = new HashMap<String, String>();
        int bytes = 0;
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            bytes += line.length();
            if (bytes > HEADER_BYTES_MAX) {
                throw new IOException("HTTP headers of more than %d bytes".formatted(HEADER_BYTES_MAX));
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("HTTP response ends early");
            }
            if (line.size() >= HEADER_BYTES_MAX) {
                throw new IOException("HTTP line of more than %d bytes".formatted(HEADER_BYTES_MAX));
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static void finish(String url, Answer answer, InputStream in, OutputStream out)
            throws BuildFailed, IOException {
        if (answer.status / 100 != 2) {
            throw failed(url, "invalid response status " + answer.status);
        }
        var body = new BufferedInputStream(in, BUFFER_BYTES);
        if (answer.header("transfer-encoding").equalsIgnoreCase("chunked")) {
            chunks(body, out);
        } else if (answer.header("content-length").matches("\\d{1,18}")) {
            copy(body, out, Long.parseLong(answer.header("content-length")), true);
        } else {
            copy(body, out, BYTES_MAX + 1, false);
        }
    }

    private static void chunks(InputStream in, OutputStream out) throws IOException {
        long total = 0;
        while (true) {
            var size = line(in).replaceFirst(";.*", "").strip();
            if (!size.matches("[0-9a-fA-F]{1,15}")) {
                throw new IOException("malformed HTTP chunk");
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                return;
            }
            total = copy(in, out, length, true) + total;
            if (total > BYTES_MAX) {
                throw new IOException("more than %d bytes".formatted(BYTES_MAX));
            }
            line(in);
        }
    }

    private static long copy(InputStream in, OutputStream out, long length, boolean exact) throws IOException {
        if (exact && length > BYTES_MAX) {
            throw new IOException("%d bytes, the limit is %d".formatted(length, BYTES_MAX));
        }
        var buffer = new byte[BUFFER_BYTES];
        long left = length;
        while (left > 0) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                if (exact) {
                    throw new EOFException("HTTP response ends early");
                }
                return length - left;
            }
            out.write(buffer, 0, n);
            left -= n;
        }
        if (!exact) {
            throw new IOException("more than %d bytes".formatted(BYTES_MAX));
        }
        return length;
    }
}
