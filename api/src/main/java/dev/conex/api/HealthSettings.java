package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A health check; times in nanoseconds, 0 = inherit.
@Json(caseInsensitiveKeys = true)
public record HealthSettings(
        @Json.Property("Test") @Nullable List<String> test,
        @Json.Property("Interval") @Nullable Long interval,
        @Json.Property("Timeout") @Nullable Long timeout,
        @Json.Property("StartPeriod") @Nullable Long startPeriod,
        @Json.Property("StartInterval") @Nullable Long startInterval,
        @Json.Property("Retries") @Nullable Integer retries) {
    public HealthSettings {
        test = Nil.omitEmpty(test);
    }
}
