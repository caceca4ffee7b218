package dev.conex.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A container's directory of version 2 (the kernel's Documentation/admin-guide/cgroup-v2). Files of controllers that
/// are not there are passed over.
final class UnifiedCgroup implements Cgroup {
    private static final int FREEZE_TRIES = 500;
    private static final long MICRO_NANOS = 1000;
    private static final long PERIOD_MICROS = 100_000;

    private final Path directory;

    UnifiedCgroup(Path directory) {
        this.directory = directory;
    }

    @Override
    public Map<String, Path> directories() {
        return Map.of("unified", directory);
    }

    private void set(String file, String value) throws IOException {
        CgroupFiles.writeIfThere(directory, file, value);
    }

    @Override
    public void update(Limits limits) throws IOException {
        Limits.Memory m = limits.memory();
        if (m.swapBytesMax() != 0) {
            set(
                    "memory.swap.max",
                    m.swapBytesMax() < 0 ? "max" : Long.toString(Math.max(0, m.swapBytesMax() - m.bytesMax())));
        }
        if (m.bytesMax() != 0) {
            set("memory.max", Long.toString(m.bytesMax()));
        }
        if (m.reservationBytes() != 0) {
            set("memory.low", Long.toString(m.reservationBytes()));
        }
        cpu(limits.cpu());
        if (limits.pidsMax() != 0) {
            set("pids.max", limits.pidsMax() < 0 ? "max" : Long.toString(limits.pidsMax()));
        }
        blockIo(limits.blockIo());
    }

    private void cpu(Limits.Cpu c) throws IOException {
        if (c.shares() != 0) {
            set("cpu.weight", Long.toString(weight(c.shares())));
        }
        if (c.quotaMicros() != 0) {
            String quota = c.quotaMicros() < 0 ? "max" : Long.toString(c.quotaMicros());
            set("cpu.max", quota + " " + (c.periodMicros() == 0 ? PERIOD_MICROS : c.periodMicros()));
        }
        if (c.cpus() != null && !c.cpus().isEmpty()) {
            set("cpuset.cpus", c.cpus());
        }
        if (c.memoryNodes() != null && !c.memoryNodes().isEmpty()) {
            set("cpuset.mems", c.memoryNodes());
        }
    }

    /// Shares of 2 to 262,144 become weights of 1 to 10,000, as the standard runtimes do it.
    static long weight(long shares) {
        return 1 + (Math.clamp(shares, 2L, 262_144L) - 2) * 9_999 / 262_142;
    }

    private void blockIo(Limits.BlockIo io) throws IOException {
        if (io.weight() != 0) {
            set("io.bfq.weight", Integer.toString(io.weight()));
            set("io.weight", Long.toString(1 + (io.weight() - 10L) * 9_999 / 990));
        }
        for (Limits.Throttle t : io.throttles()) {
            String key = switch (t.kind()) {
                case READ_BYTES -> "rbps";
                case WRITE_BYTES -> "wbps";
                case READ_OPERATIONS -> "riops";
                case WRITE_OPERATIONS -> "wiops";
            };
            set("io.max", "%d:%d %s=%d".formatted(t.major(), t.minor(), key, t.perSecond()));
        }
    }

    void allow(DevicePolicy policy) throws IOException {
        DeviceProgram.attach(directory, policy);
    }

    @Override
    public void freeze() throws IOException {
        frozen(1);
    }

    @Override
    public void thaw() throws IOException {
        frozen(0);
    }

    private void frozen(int wanted) throws IOException {
        CgroupFiles.write(directory, "cgroup.freeze", Integer.toString(wanted));
        for (int i = 0; i < FREEZE_TRIES; i++) {
            if (CgroupFiles.table(directory, "cgroup.events").getOrDefault("frozen", 0L) == wanted) {
                return;
            }
            CgroupFiles.pause();
        }
        throw new IOException("cgroup %s did not %s".formatted(directory, wanted == 1 ? "freeze" : "thaw"));
    }

    @Override
    public void kill() throws IOException {
        if (!CgroupFiles.writeIfThere(directory, "cgroup.kill", "1")) {
            for (int pid : pids()) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Override
    public List<Integer> pids() throws IOException {
        return CgroupFiles.pids(directory);
    }

    @Override
    public Optional<Path> oomEvents() {
        return Optional.of(directory.resolve("memory.events")).filter(java.nio.file.Files::exists);
    }

    @Override
    public void delete() throws IOException {
        CgroupFiles.remove(directory);
    }

    @Override
    public Stats stats() throws IOException {
        Map<String, Long> cpu = CgroupFiles.table(directory, "cpu.stat");
        Stats.Cpu times = new Stats.Cpu(
                nanos(cpu, "usage_usec"),
                nanos(cpu, "user_usec"),
                nanos(cpu, "system_usec"),
                List.of(),
                new Stats.Throttling(
                        cpu.getOrDefault("nr_periods", 0L),
                        cpu.getOrDefault("nr_throttled", 0L),
                        nanos(cpu, "throttled_usec")));
        Stats.Memory memory = new Stats.Memory(
                CgroupFiles.number(directory, "memory.current", 0),
                CgroupFiles.number(directory, "memory.peak", 0),
                Math.min(CgroupFiles.number(directory, "memory.max", Long.MAX_VALUE), HostMemory.bytes()),
                CgroupFiles.table(directory, "memory.events").getOrDefault("max", 0L),
                CgroupFiles.table(directory, "memory.stat"));
        Stats.Pids pids = new Stats.Pids(
                CgroupFiles.number(directory, "pids.current", 0), CgroupFiles.number(directory, "pids.max", 0));
        return new Stats(times, memory, pids, blockStats(), true);
    }

    private static long nanos(Map<String, Long> table, String key) {
        return table.getOrDefault(key, 0L) * MICRO_NANOS;
    }

    /// Lines `8:0 rbytes=1 wbytes=2 rios=3 wios=4 …`.
    private List<Stats.BlockIo> blockStats() throws IOException {
        List<Stats.BlockIo> found = new ArrayList<>();
        for (String line : CgroupFiles.read(directory, "io.stat").split("\n")) {
            String[] parts = line.split(" ");
            String[] device = parts[0].split(":");
            for (int i = 1; i < parts.length && device.length == 2; i++) {
                String[] pair = parts[i].split("=");
                String operation = pair[0].startsWith("r") ? "read" : pair[0].startsWith("w") ? "write" : "discard";
                found.add(new Stats.BlockIo(
                        Integer.parseInt(device[0]),
                        Integer.parseInt(device[1]),
                        operation,
                        pair[0].endsWith("bytes"),
                        Long.parseLong(pair[1])));
            }
        }
        return found;
    }
}
