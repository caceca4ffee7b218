package dev.conex.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// Limits of memory, part of `HostConfig`; bytes.
@Json(caseInsensitiveKeys = true)
public record HostMemory(
        @Json.Property("Memory") long memory,
        @Json.Property("MemoryReservation") long memoryReservation,
        @Json.Property("MemorySwap") long memorySwap,

        @Json.Property("MemorySwappiness") @Json.Serializer(WrittenLong.class) @Nullable
        Long memorySwappiness,

        @Json.Property("KernelMemory") @Nullable Long kernelMemory,
        @Json.Property("KernelMemoryTCP") @Nullable Long kernelMemoryTcp,

        @Json.Property("OomKillDisable") @Json.Serializer(WrittenBoolean.class) @Nullable
        Boolean oomKillDisable) {
    /// No limit.
    public static final HostMemory NONE = new HostMemory(0, 0, 0, null, null, null, null);
}
