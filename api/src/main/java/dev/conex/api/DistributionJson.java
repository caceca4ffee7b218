package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// What a registry has under a name.
@Json(caseInsensitiveKeys = true)
public record DistributionJson(
        @Json.Property("Descriptor") DescriptorJson descriptor,
        @Json.Property("Platforms") List<PlatformJson> platforms) {
    public DistributionJson {
        platforms = Nil.orEmpty(platforms);
    }
}
