package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the kernel lets the daemon do, part of [InfoJson].
@Json(caseInsensitiveKeys = true)
public record InfoKernel(
        @Json.Property("MemoryLimit") boolean memoryLimit,
        @Json.Property("SwapLimit") boolean swapLimit,
        @Json.Property("KernelMemoryTCP") @Nullable Boolean kernelMemoryTcp,
        @Json.Property("CpuCfsPeriod") boolean cpuCfsPeriod,
        @Json.Property("CpuCfsQuota") boolean cpuCfsQuota,
        @Json.Property("CPUShares") boolean cpuShares,
        @Json.Property("CPUSet") boolean cpuSet,
        @Json.Property("PidsLimit") boolean pidsLimit,
        @Json.Property("IPv4Forwarding") boolean ipv4Forwarding,
        @Json.Property("OomKillDisable") boolean oomKillDisable,
        @Json.Property("CgroupDriver") String cgroupDriver,
        @Json.Property("CgroupVersion") @Nullable String cgroupVersion,
        @Json.Property("SecurityOptions") List<String> securityOptions) {
    public InfoKernel {
        cgroupDriver = Nil.text(cgroupDriver);
        cgroupVersion = Nil.omitEmpty(cgroupVersion);
        securityOptions = Nil.orEmpty(securityOptions);
    }
}
