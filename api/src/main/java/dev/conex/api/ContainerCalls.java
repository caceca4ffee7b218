package dev.conex.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What containers are.
public final class ContainerCalls {
    private final Connection connection;

    ContainerCalls(Connection connection) {
        this.connection = connection;
    }

    /// Creates; `name` and `platform` may be absent.
    public ContainerCreated create(@Nullable String name, @Nullable String platform, ContainerCreateSettings settings)
            throws IOException {
        var target = Target.of("/containers/create").with("name", name).with("platform", platform);
        return connection.post(ContainerCreated.class, target, settings);
    }

    public ContainerJson inspect(String ref, boolean size) throws IOException {
        return connection.get(ContainerJson.class, inspectTarget(ref, size));
    }

    /// For [DockerClient#raw].
    public static Target inspectTarget(String ref, boolean size) {
        return Target.of("/containers/{}/json", ref).with("size", size);
    }

    /// `limit` 0 = all.
    public List<ContainerRow> list(boolean all, int limit, boolean size, FilterMap filters) throws IOException {
        return connection.list(
                ContainerRow.class,
                Target.of("/containers/json")
                        .with("all", all)
                        .with("limit", limit > 0 ? Integer.toString(limit) : null)
                        .with("size", size)
                        .with(filters));
    }

    public void rename(String ref, String name) throws IOException {
        connection.act("POST", Target.of("/containers/{}/rename", ref).with("name", name), null);
    }

    public UpdateAnswer update(String ref, ContainerUpdateSettings settings) throws IOException {
        return connection.post(UpdateAnswer.class, Target.of("/containers/{}/update", ref), settings);
    }

    public void remove(String ref, boolean force, boolean volumes, boolean link) throws IOException {
        var target = Target.of("/containers/{}", ref)
                .with("force", force)
                .with("v", volumes)
                .with("link", link);
        connection.act("DELETE", target, null);
    }

    public ContainersPruned prune(FilterMap filters) throws IOException {
        return connection.post(
                ContainersPruned.class, Target.of("/containers/prune").with(filters), null);
    }

    /// Conex only: the plan of the next start, as text.
    public String explain(String ref) throws IOException {
        byte[] plan = connection.bytes("GET", Target.of("/containers/{}/explain", ref), Connection.payload(null));
        return new String(plan, StandardCharsets.UTF_8);
    }

    /// Conex only: the plan of a container that is not created, as text.
    public String dryRun(@Nullable String name, @Nullable String platform, ContainerCreateSettings settings)
            throws IOException {
        var target = Target.of("/containers/create")
                .with("name", name)
                .with("platform", platform)
                .with("dryRun", true);
        return new String(connection.bytes("POST", target, Connection.payload(settings)), StandardCharsets.UTF_8);
    }
}
