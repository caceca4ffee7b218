package dev.conex.api;

import io.avaje.jsonb.Json;

/// Limits of processors, part of `HostConfig`; times in microseconds.
@Json(caseInsensitiveKeys = true)
public record HostCpu(
        @Json.Property("CpuShares") long cpuShares,
        @Json.Property("NanoCpus") long nanoCpus,
        @Json.Property("CpuPeriod") long cpuPeriod,
        @Json.Property("CpuQuota") long cpuQuota,
        @Json.Property("CpuRealtimePeriod") long cpuRealtimePeriod,
        @Json.Property("CpuRealtimeRuntime") long cpuRealtimeRuntime,
        @Json.Property("CpusetCpus") String cpusetCpus,
        @Json.Property("CpusetMems") String cpusetMems,
        @Json.Property("CpuCount") long cpuCount,
        @Json.Property("CpuPercent") long cpuPercent) {
    public HostCpu {
        cpusetCpus = Nil.text(cpusetCpus);
        cpusetMems = Nil.text(cpusetMems);
    }
    /// No limit.
    public static final HostCpu NONE = new HostCpu(0, 0, 0, 0, 0, 0, "", "", 0, 0);
}
