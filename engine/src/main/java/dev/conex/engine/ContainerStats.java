package dev.conex.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Figures of a container at one moment; zero or empty where the kernel keeps none, all so when it doesn't run.
public record ContainerStats(
        ContainerId id,
        String name,
        Instant read,
        boolean running,
        Cpu cpu,
        Memory memory,
        Pids pids,
        List<BlockIo> blockIo,
        Map<String, Interface> networks,
        int cgroupVersion) {

    /// Nanoseconds, but for counts. `systemNanos` is all time of all processors of the host.
    public record Cpu(
            long totalNanos,
            long userNanos,
            long kernelNanos,
            List<Long> perCpuNanos,
            long systemNanos,
            int onlineCpus,
            long periods,
            long throttledPeriods,
            long throttledNanos) {}

    /// Bytes; `stats` in the kernel's words.
    public record Memory(
            long usageBytes, long usageBytesMax, long limitBytes, long failures, Map<String, Long> stats) {}

    /// Tasks; `limit` 0 = none.
    public record Pids(long current, long limit) {}

    /// `operation`: `read`, `write`, …; `service`: `bytes` or `count`.
    public record BlockIo(int major, int minor, String operation, String service, long value) {}

    /// Counters of one link.
    public record Interface(
            long receivedBytes,
            long receivedPackets,
            long receiveErrors,
            long receiveDropped,
            long sentBytes,
            long sentPackets,
            long sendErrors,
            long sendDropped) {}
}
