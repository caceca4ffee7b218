package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What fills the disk; a part that wasn't asked for is absent.
@Json(caseInsensitiveKeys = true)
public record DiskUsageJson(
        @Json.Property("LayersSize") @Nullable Long layersSize,
        @Json.Property("Images") @Nullable List<ImageRow> images,
        @Json.Property("Containers") @Nullable List<ContainerRow> containers,
        @Json.Property("Volumes") @Nullable List<VolumeJson> volumes,
        @Json.Property("BuildCache") @Nullable List<BuildCacheJson> buildCache) {}
