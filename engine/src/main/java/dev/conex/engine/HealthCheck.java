package dev.conex.engine;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A health check as given: `test` absent or empty = inherit, `["NONE"]` = none, `["CMD", …]`, `["CMD-SHELL",
/// line]`. Times in nanoseconds; 0 = inherit or default.
@Json
public record HealthCheck(
        @Nullable List<String> test,
        long intervalNanos,
        long timeoutNanos,
        long startPeriodNanos,
        long startIntervalNanos,
        int retries) {
    public HealthCheck {
        test = Given.keep(test);
    }
}
