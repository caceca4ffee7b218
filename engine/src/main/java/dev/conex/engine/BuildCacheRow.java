package dev.conex.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One cached step.
public record BuildCacheRow(
        String id,
        List<String> parents,
        String type,
        String description,
        boolean inUse,
        boolean shared,
        long bytes,
        Instant created,
        @Nullable Instant lastUsed,
        int usageCount) {}
