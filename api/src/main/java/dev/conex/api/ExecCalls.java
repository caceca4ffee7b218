package dev.conex.api;

import java.io.IOException;

/// Further processes inside running containers.
public final class ExecCalls {
    private final Connection connection;

    ExecCalls(Connection connection) {
        this.connection = connection;
    }

    public IdBody create(String ref, ExecSettings settings) throws IOException {
        return connection.post(IdBody.class, Target.of("/containers/{}/exec", ref), settings);
    }

    /// Starts and attaches.
    public RawStream start(String id, ExecStartSettings settings) throws IOException {
        return connection.hijack(Target.of("/exec/{}/start", id), settings);
    }

    /// Starts and leaves it alone.
    public void startDetached(String id) throws IOException {
        connection.act("POST", Target.of("/exec/{}/start", id), new ExecStartSettings(true, false, null));
    }

    public ExecJson inspect(String id) throws IOException {
        return connection.get(ExecJson.class, Target.of("/exec/{}/json", id));
    }

    public void resize(String id, int rows, int columns) throws IOException {
        connection.act("POST", Target.of("/exec/{}/resize", id).with("h", rows).with("w", columns), null);
    }
}
