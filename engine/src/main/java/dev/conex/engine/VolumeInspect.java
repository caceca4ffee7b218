package dev.conex.engine;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A volume as it is; `usage` only in [EngineSystem#diskUsage].
public record VolumeInspect(
        String name,
        String driver,
        String mountpoint,
        Instant created,
        @Nullable Map<String, String> options,
        @Nullable Map<String, String> labels,
        boolean anonymous,
        @Nullable Usage usage) {

    /// Bytes and users.
    public record Usage(long bytes, long users) {}
}
