package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A volume.
@Json(caseInsensitiveKeys = true)
public record VolumeJson(
        @Json.Property("CreatedAt") @Nullable String createdAt,
        @Json.Property("Driver") String driver,
        @Json.Property("Labels") Map<String, String> labels,
        @Json.Property("Mountpoint") String mountpoint,
        @Json.Property("Name") String name,
        @Json.Property("Options") Map<String, String> options,
        @Json.Property("Scope") String scope,
        @Json.Property("UsageData") @Nullable VolumeUsage usageData) {
    public VolumeJson {
        createdAt = Nil.omitEmpty(createdAt);
        driver = Nil.text(driver);
        labels = Nil.map(labels);
        mountpoint = Nil.text(mountpoint);
        name = Nil.text(name);
        options = Nil.map(options);
        scope = Nil.text(scope);
    }

    /// Users and bytes.
    @Json(caseInsensitiveKeys = true)
    public record VolumeUsage(
            @Json.Property("RefCount") long refCount,
            @Json.Property("Size") long size) {}
}
