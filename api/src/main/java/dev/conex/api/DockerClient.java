package dev.conex.api;

import dev.conex.http.Dial;
import dev.conex.http.Headers;
import dev.conex.http.HttpClient;
import dev.conex.http.Payload;
import java.io.IOException;

/// A typed client of a daemon. Asks for the daemon's version when first used, and speaks no newer one. Thread-safe.
///
/// Errors of the daemon are [ApiException]; everything else of `IOException` is the connection's.
public final class DockerClient implements AutoCloseable {
    private final Connection connection;

    private DockerClient(Connection connection) {
        this.connection = connection;
    }

    /// A client for this daemon; nothing is sent yet.
    public static DockerClient to(Dial dial) {
        return to(dial, Headers.NONE);
    }

    /// A client that sends some headers with every request.
    public static DockerClient to(Dial dial, Headers headers) {
        return new DockerClient(new Connection(HttpClient.to(dial), headers));
    }

    /// The version that is spoken.
    public String version() throws IOException {
        return connection.version();
    }

    public ContainerCalls containers() {
        return new ContainerCalls(connection);
    }

    public LifeCalls lives() {
        return new LifeCalls(connection);
    }

    public StreamCalls streams() {
        return new StreamCalls(connection);
    }

    public FileCalls files() {
        return new FileCalls(connection);
    }

    public ExecCalls execs() {
        return new ExecCalls(connection);
    }

    public ImageCalls images() {
        return new ImageCalls(connection);
    }

    public TransferCalls transfers() {
        return new TransferCalls(connection);
    }

    public NetworkCalls networks() {
        return new NetworkCalls(connection);
    }

    public VolumeCalls volumes() {
        return new VolumeCalls(connection);
    }

    public SystemCalls system() {
        return new SystemCalls(connection);
    }

    /// The raw JSON of a GET, for output that shows what the daemon said.
    public byte[] raw(Target target) throws IOException {
        return connection.bytes("GET", target, Payload.none());
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
