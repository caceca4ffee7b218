package dev.conex.runtime;

import java.util.List;
import java.util.Map;

/// What a container used, as its cgroups count it; network counters come from elsewhere.
///
/// @param v2 whether the memory map has the names of cgroup v2
public record Stats(Cpu cpu, Memory memory, Pids pids, List<BlockIo> blockIo, boolean v2) {
    public Stats {
        blockIo = List.copyOf(blockIo);
    }

    /// Nanoseconds.
    public record Cpu(long total, long user, long system, List<Long> perCpu, Throttling throttling) {
        public Cpu {
            perCpu = List.copyOf(perCpu);
        }
    }

    public record Throttling(long periods, long throttledPeriods, long throttledNanos) {}

    /// @param limit the container's, or what the host has when it is larger
    public record Memory(long usage, long max, long limit, long failures, Map<String, Long> stats) {
        public Memory {
            stats = Map.copyOf(stats);
        }
    }

    /// @param limit 0 for none
    public record Pids(long current, long limit) {}

    /// @param operation `read`, `write`, …
    /// @param bytes whether bytes are counted, else operations
    public record BlockIo(int major, int minor, String operation, boolean bytes, long value) {}
}
