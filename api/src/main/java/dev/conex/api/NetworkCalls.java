package dev.conex.api;

import java.io.IOException;
import java.util.List;

/// Networks.
public final class NetworkCalls {
    private final Connection connection;

    NetworkCalls(Connection connection) {
        this.connection = connection;
    }

    public NetworkCreated create(NetworkCreateSettings settings) throws IOException {
        return connection.post(NetworkCreated.class, Target.of("/networks/create"), settings);
    }

    public NetworkJson inspect(String ref) throws IOException {
        return connection.get(NetworkJson.class, inspectTarget(ref, false));
    }

    /// For [DockerClient#raw].
    public static Target inspectTarget(String ref, boolean verbose) {
        return Target.of("/networks/{}", ref).with("verbose", verbose);
    }

    public List<NetworkJson> list(FilterMap filters) throws IOException {
        return connection.list(NetworkJson.class, Target.of("/networks").with(filters));
    }

    public void remove(String ref) throws IOException {
        connection.act("DELETE", Target.of("/networks/{}", ref), null);
    }

    public void connect(String ref, NetworkConnectSettings settings) throws IOException {
        connection.act("POST", Target.of("/networks/{}/connect", ref), settings);
    }

    public void disconnect(String ref, NetworkDisconnectSettings settings) throws IOException {
        connection.act("POST", Target.of("/networks/{}/disconnect", ref), settings);
    }

    public NetworksPruned prune(FilterMap filters) throws IOException {
        return connection.post(
                NetworksPruned.class, Target.of("/networks/prune").with(filters), null);
    }
}
