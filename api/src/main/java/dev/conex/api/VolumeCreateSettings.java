package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A volume to be made.
@Json(caseInsensitiveKeys = true)
public record VolumeCreateSettings(
        @Json.Property("Driver") @Nullable String driver,
        @Json.Property("DriverOpts") @Nullable Map<String, String> driverOpts,
        @Json.Property("Labels") @Nullable Map<String, String> labels,
        @Json.Property("Name") @Nullable String name) {
    public VolumeCreateSettings {
        driver = Nil.omitEmpty(driver);
        driverOpts = Nil.omitEmpty(driverOpts);
        labels = Nil.omitEmpty(labels);
        name = Nil.omitEmpty(name);
    }
}
