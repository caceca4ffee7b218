package dev.conex.api;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Figures of a container at two moments.
@Json(caseInsensitiveKeys = true)
public record StatsJson(
        @Json.Property("name") @Nullable String name,
        @Json.Property("id") @Nullable String id,
        @Json.Property("read") Instant read,
        @Json.Property("preread") Instant preread,
        @Json.Property("pids_stats") PidsJson pidsStats,
        @Json.Property("blkio_stats") BlkioJson blkioStats,
        @Json.Property("num_procs") int numProcs,
        @Json.Property("storage_stats") Empty storageStats,
        @Json.Property("cpu_stats") CpuJson cpuStats,
        @Json.Property("precpu_stats") CpuJson precpuStats,
        @Json.Property("memory_stats") MemoryJson memoryStats,
        @Json.Property("networks") @Nullable Map<String, InterfaceJson> networks) {
    public StatsJson {
        name = Nil.omitEmpty(name);
        id = Nil.omitEmpty(id);
        read = Times.orZero(read);
        preread = Times.orZero(preread);
        networks = Nil.omitEmpty(networks);
    }

    /// Tasks.
    @Json(caseInsensitiveKeys = true)
    public record PidsJson(
            @Json.Property("current") @Nullable Long current,
            @Json.Property("limit") @Nullable Long limit) {}

    /// Block devices; null when the container doesn't run.
    @Json(caseInsensitiveKeys = true)
    public record BlkioJson(
            @Json.Property("io_service_bytes_recursive") List<BlkioRow> ioServiceBytesRecursive,
            @Json.Property("io_serviced_recursive") List<BlkioRow> ioServicedRecursive,
            @Json.Property("io_queue_recursive") List<BlkioRow> ioQueueRecursive,
            @Json.Property("io_service_time_recursive") List<BlkioRow> ioServiceTimeRecursive,
            @Json.Property("io_wait_time_recursive") List<BlkioRow> ioWaitTimeRecursive,
            @Json.Property("io_merged_recursive") List<BlkioRow> ioMergedRecursive,
            @Json.Property("io_time_recursive") List<BlkioRow> ioTimeRecursive,
            @Json.Property("sectors_recursive") List<BlkioRow> sectorsRecursive) {
        public BlkioJson {
            ioServiceBytesRecursive = Nil.list(ioServiceBytesRecursive);
            ioServicedRecursive = Nil.list(ioServicedRecursive);
            ioQueueRecursive = Nil.list(ioQueueRecursive);
            ioServiceTimeRecursive = Nil.list(ioServiceTimeRecursive);
            ioWaitTimeRecursive = Nil.list(ioWaitTimeRecursive);
            ioMergedRecursive = Nil.list(ioMergedRecursive);
            ioTimeRecursive = Nil.list(ioTimeRecursive);
            sectorsRecursive = Nil.list(sectorsRecursive);
        }
    }

    /// One figure of one device.
    @Json(caseInsensitiveKeys = true)
    public record BlkioRow(
            @Json.Property("major") long major,
            @Json.Property("minor") long minor,
            @Json.Property("op") String op,
            @Json.Property("value") long value) {
        public BlkioRow {
            op = Nil.text(op);
        }
    }

    /// Processors.
    @Json(caseInsensitiveKeys = true)
    public record CpuJson(
            @Json.Property("cpu_usage") CpuUsageJson cpuUsage,
            @Json.Property("system_cpu_usage") @Nullable Long systemCpuUsage,
            @Json.Property("online_cpus") @Nullable Integer onlineCpus,
            @Json.Property("throttling_data") ThrottlingJson throttlingData) {}

    /// Nanoseconds.
    @Json(caseInsensitiveKeys = true)
    public record CpuUsageJson(
            @Json.Property("total_usage") long totalUsage,
            @Json.Property("percpu_usage") @Nullable List<Long> percpuUsage,
            @Json.Property("usage_in_kernelmode") long usageInKernelmode,
            @Json.Property("usage_in_usermode") long usageInUsermode) {
        public CpuUsageJson {
            percpuUsage = Nil.omitEmpty(percpuUsage);
        }
    }

    /// How often the quota was reached.
    @Json(caseInsensitiveKeys = true)
    public record ThrottlingJson(
            @Json.Property("periods") long periods,
            @Json.Property("throttled_periods") long throttledPeriods,
            @Json.Property("throttled_time") long throttledTime) {}

    /// Bytes.
    @Json(caseInsensitiveKeys = true)
    public record MemoryJson(
            @Json.Property("usage") @Nullable Long usage,
            @Json.Property("max_usage") @Nullable Long maxUsage,
            @Json.Property("stats") @Nullable Map<String, Long> stats,
            @Json.Property("failcnt") @Nullable Long failcnt,
            @Json.Property("limit") @Nullable Long limit) {
        public MemoryJson {
            stats = Nil.omitEmpty(stats);
        }
    }

    /// Counters of one link.
    @Json(caseInsensitiveKeys = true)
    public record InterfaceJson(
            @Json.Property("rx_bytes") long rxBytes,
            @Json.Property("rx_packets") long rxPackets,
            @Json.Property("rx_errors") long rxErrors,
            @Json.Property("rx_dropped") long rxDropped,
            @Json.Property("tx_bytes") long txBytes,
            @Json.Property("tx_packets") long txPackets,
            @Json.Property("tx_errors") long txErrors,
            @Json.Property("tx_dropped") long txDropped) {}
}
