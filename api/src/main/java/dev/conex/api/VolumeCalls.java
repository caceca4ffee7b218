package dev.conex.api;

import java.io.IOException;

/// Volumes.
public final class VolumeCalls {
    private final Connection connection;

    VolumeCalls(Connection connection) {
        this.connection = connection;
    }

    public VolumeJson create(VolumeCreateSettings settings) throws IOException {
        return connection.post(VolumeJson.class, Target.of("/volumes/create"), settings);
    }

    public VolumeJson inspect(String name) throws IOException {
        return connection.get(VolumeJson.class, inspectTarget(name));
    }

    /// For [DockerClient#raw].
    public static Target inspectTarget(String name) {
        return Target.of("/volumes/{}", name);
    }

    public VolumesJson list(FilterMap filters) throws IOException {
        return connection.get(VolumesJson.class, Target.of("/volumes").with(filters));
    }

    public void remove(String name, boolean force) throws IOException {
        connection.act("DELETE", Target.of("/volumes/{}", name).with("force", force), null);
    }

    public VolumesPruned prune(FilterMap filters) throws IOException {
        return connection.post(VolumesPruned.class, Target.of("/volumes/prune").with(filters), null);
    }
}
