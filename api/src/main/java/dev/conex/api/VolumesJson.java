package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// A list of volumes.
@Json(caseInsensitiveKeys = true)
public record VolumesJson(
        @Json.Property("Volumes") List<VolumeJson> volumes,
        @Json.Property("Warnings") List<String> warnings) {
    public VolumesJson {
        volumes = Nil.orEmpty(volumes);
        warnings = Nil.list(warnings);
    }
}
