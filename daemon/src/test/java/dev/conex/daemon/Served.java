package dev.conex.daemon;

import dev.conex.api.DockerClient;
import dev.conex.engine.Engine;
import dev.conex.engine.EngineConfig;
import dev.conex.http.Dial;
import dev.conex.http.HttpServer;
import dev.conex.http.Listen;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The API over a fake engine on a socket of its own.
final class Served implements AutoCloseable {
    final Path socket;
    private final HttpServer server;

    Served(Path dir, Object doors) throws IOException {
        this.socket = dir.resolve("d.sock");
        var engine = FakeDoor.of(Engine.class, doors);
        var words = new Words();
        var handler = new ApiHandler(new Router(Routes.of(engine, settings(dir), words)), words);
        this.server = HttpServer.serve(new Listen.Unix(socket), handler);
    }

    static Settings settings(Path dir) {
        return new Settings(
                List.of(new Settings.Host.Unix(dir.resolve("d.sock"))),
                new Settings.Paths(dir, dir, dir.resolve("pid"), dir.resolve("shim")),
                false,
                "info",
                null,
                false,
                null,
                "conex",
                15,
                List.of(),
                EngineConfig.NetworkDefaults.STANDARD,
                EngineConfig.ContainerDefaults.STANDARD,
                EngineConfig.RegistryDefaults.STANDARD);
    }

    DockerClient client() {
        return DockerClient.to(new Dial.Unix(socket));
    }

    /// Sends bytes and closes the sending half; answers everything that comes back. For a plain request that would mean
    /// that the client has gone, so [#get] and [#post] don't.
    String exchange(String request) throws IOException {
        return exchange(request, true);
    }

    private String exchange(String request, boolean halfClose) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
            if (halfClose) {
                channel.shutdownOutput();
            }
            var all = new StringBuilder();
            var buffer = ByteBuffer.allocate(8192);
            while (channel.read(buffer) >= 0) {
                all.append(new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1));
                buffer.clear();
            }
            return all.toString();
        }
    }

    String get(String target) throws IOException {
        return exchange("GET " + target + " HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n", false);
    }

    String post(String target, String type, String body) throws IOException {
        return exchange(
                "POST " + target + " HTTP/1.1\r\nHost: d\r\nConnection: close\r\nContent-Type: " + type
                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body,
                false);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
