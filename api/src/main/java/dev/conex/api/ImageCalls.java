package dev.conex.api;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Images.
public final class ImageCalls {
    private final Connection connection;

    ImageCalls(Connection connection) {
        this.connection = connection;
    }

    public List<ImageRow> list(boolean all, boolean sharedSize, boolean manifests, FilterMap filters)
            throws IOException {
        return connection.list(
                ImageRow.class,
                Target.of("/images/json")
                        .with("all", all)
                        .with("shared-size", sharedSize)
                        .with("manifests", manifests)
                        .with(filters));
    }

    public ImageJson inspect(String name) throws IOException {
        return connection.get(ImageJson.class, inspectTarget(name, null));
    }

    /// For [DockerClient#raw].
    public static Target inspectTarget(String name, @Nullable String platformJson) {
        return Target.of("/images/{}/json", name).with("platform", platformJson);
    }

    public List<HistoryRow> history(String name) throws IOException {
        return connection.list(HistoryRow.class, Target.of("/images/{}/history", name));
    }

    public void tag(String name, String repository, @Nullable String tag) throws IOException {
        connection.act(
                "POST",
                Target.of("/images/{}/tag", name).with("repo", repository).with("tag", tag),
                null);
    }

    public List<ImageDeleted> remove(String name, boolean force, boolean noPrune) throws IOException {
        var target = Target.of("/images/{}", name).with("force", force).with("noprune", noPrune);
        return Wire.readList(ImageDeleted.class, connection.bytes("DELETE", target, Connection.payload(null)));
    }

    public ImagesPruned prune(FilterMap filters) throws IOException {
        return connection.post(ImagesPruned.class, Target.of("/images/prune").with(filters), null);
    }

    public DistributionJson distribution(String name) throws IOException {
        return connection.get(DistributionJson.class, Target.of("/distribution/{}/json", name));
    }
}
