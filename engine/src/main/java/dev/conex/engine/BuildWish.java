package dev.conex.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What to build: `POST /build`'s query in the engine's words. A null value of a build argument means "as the daemon's
/// environment", as in Docker.
public record BuildWish(
        String dockerfile,
        @Nullable String remote,
        List<String> tags,
        Map<String, @Nullable String> buildArgs,
        Map<String, String> labels,
        @Nullable String target,
        @Nullable String platform,
        String networkMode,
        List<String> extraHosts,
        List<String> cacheFrom,
        boolean noCache,
        boolean pull,
        boolean quiet,
        boolean squash,
        boolean remove,
        boolean forceRemove,
        ResourceOptions resources,
        long shmBytes,
        Map<String, ImageCredentials> credentials) {
    public BuildWish {
        tags = List.copyOf(tags);
        extraHosts = List.copyOf(extraHosts);
        cacheFrom = List.copyOf(cacheFrom);
        labels = Given.copy(labels);
        credentials = Map.copyOf(credentials);
    }
}
