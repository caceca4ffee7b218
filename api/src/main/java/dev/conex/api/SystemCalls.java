package dev.conex.api;

import dev.conex.http.Headers;
import dev.conex.http.Payload;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The daemon itself.
public final class SystemCalls {
    private final Connection connection;

    SystemCalls(Connection connection) {
        this.connection = connection;
    }

    public InfoJson info() throws IOException {
        return connection.get(InfoJson.class, Target.of("/info"));
    }

    public VersionJson version() throws IOException {
        return connection.get(VersionJson.class, Target.of("/version"));
    }

    /// What fills the disk; `types` (`container`, `image`, `volume`, `build-cache`) empty means all.
    public DiskUsageJson diskUsage(List<String> types) throws IOException {
        var target = Target.of("/system/df");
        for (var type : types) {
            target = target.with("type", type);
        }
        return connection.get(DiskUsageJson.class, target);
    }

    public AuthAnswer login(AuthSettings auth) throws IOException {
        return connection.post(AuthAnswer.class, Target.of("/auth"), auth);
    }

    /// What happens, and what happened since a time.
    public JsonLines<EventJson> events(@Nullable Instant since, @Nullable Instant until, FilterMap filters)
            throws IOException {
        var target =
                Target.of("/events").with("since", since).with("until", until).with(filters);
        return new JsonLines<>(connection.send("GET", target, Headers.NONE, Payload.none()), EventJson.class);
    }

    /// Removes cached steps; `keepBytes` 0 = none are kept for their size.
    public BuildsPruned pruneBuilds(boolean all, long keepBytes, FilterMap filters) throws IOException {
        var target = Target.of("/build/prune")
                .with("all", all)
                .with("keep-storage", keepBytes > 0 ? Long.toString(keepBytes) : null)
                .with(filters);
        return connection.post(BuildsPruned.class, target, null);
    }
}
