package dev.conex.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a container may use. 0 or null means: not set.
///
/// @param pidsMax -1 for unlimited
/// @param oomKillDisable v1 only
public record Limits(Memory memory, Cpu cpu, long pidsMax, BlockIo blockIo, boolean oomKillDisable) {
    public static final Limits NONE =
            new Limits(new Memory(0, 0, 0, null), new Cpu(0, 0, 0, null, null), 0, new BlockIo(0, List.of()), false);

    /// @param swapBytesMax memory and swap together; -1 for unlimited swap
    /// @param swappiness 0 to 100, or null
    public record Memory(
            long bytesMax,
            long swapBytesMax,
            long reservationBytes,
            @Nullable Integer swappiness) {}

    /// @param quotaMicros time in each period; `--cpus` is a quota with a period of 100,000
    /// @param cpus such as `0-2,4`
    public record Cpu(
            long shares,
            long quotaMicros,
            long periodMicros,
            @Nullable String cpus,
            @Nullable String memoryNodes) {
        private static final long NANOS = 1_000_000_000L;
        private static final long PERIOD = 100_000;

        /// A quota as `--cpus` gives it.
        public Cpu withNanoCpus(long nanoCpus) {
            return new Cpu(shares, nanoCpus * PERIOD / NANOS, PERIOD, cpus, memoryNodes);
        }
    }

    /// @param weight 10 to 1000
    public record BlockIo(int weight, List<Throttle> throttles) {
        public BlockIo {
            throttles = List.copyOf(throttles);
        }
    }

    /// A ceiling for one device.
    public record Throttle(Kind kind, int major, int minor, long perSecond) {
        /// What is counted.
        public enum Kind {
            READ_BYTES,
            WRITE_BYTES,
            READ_OPERATIONS,
            WRITE_OPERATIONS
        }
    }

    public Limits withMemory(Memory changed) {
        return new Limits(changed, cpu, pidsMax, blockIo, oomKillDisable);
    }

    public Limits withCpu(Cpu changed) {
        return new Limits(memory, changed, pidsMax, blockIo, oomKillDisable);
    }

    public Limits withPidsMax(long changed) {
        return new Limits(memory, cpu, changed, blockIo, oomKillDisable);
    }
}
