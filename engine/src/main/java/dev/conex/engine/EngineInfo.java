package dev.conex.engine;

import java.time.Instant;
import java.util.List;

/// Facts of the engine and the host.
public record EngineInfo(
        String id,
        String name,
        String dataRoot,
        List<String> labels,
        Counts counts,
        Host host,
        Features features,
        List<String> warnings,
        Instant now) {

    /// How many of each.
    public record Counts(int containers, int running, int paused, int stopped, int images) {}

    /// The machine.
    public record Host(
            String kernelVersion,
            String operatingSystem,
            String osVersion,
            String osType,
            String architecture,
            int cpus,
            long memoryBytes) {}

    /// What the kernel lets us do.
    public record Features(
            int cgroupVersion,
            String cgroupDriver,
            boolean memoryLimit,
            boolean swapLimit,
            boolean cpuQuota,
            boolean cpuShares,
            boolean cpuset,
            boolean pidsLimit,
            boolean oomKillDisable,
            boolean ipv4Forwarding,
            List<String> securityOptions,
            List<String> runtimes,
            List<String> logDrivers,
            List<String> networkDrivers,
            List<String> volumeDrivers,
            String defaultLogDriver,
            boolean liveRestore) {}
}
