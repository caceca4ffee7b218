package dev.conex.registry;

import dev.conex.http.Handler;
import dev.conex.http.HttpServer;
import dev.conex.http.Listen;
import dev.conex.oci.Reference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/// A server on a free port of this machine, and raw requests to it.
final class ServedRegistry implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpServer server;

    private ServedRegistry(HttpServer server) {
        this.server = server;
    }

    static ServedRegistry on(Path root) throws IOException {
        return of(new RegistryServer(DiskRegistry.open(root)));
    }

    static ServedRegistry of(Handler handler) throws IOException {
        return new ServedRegistry(HttpServer.serve(new Listen.Tcp("127.0.0.1", 0), handler));
    }

    String authority() throws IOException {
        return "127.0.0.1:" + server.port();
    }

    Reference reference(String rest) throws IOException {
        return Reference.parse(authority() + "/" + rest);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        URI uri = path.startsWith("http") ? URI.create(path) : URI.create("http://" + authority() + path);
        var builder = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
