package dev.conex.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A container's directories in the hierarchies of version 1 (the kernel's Documentation/admin-guide/cgroup-v1).
final class LegacyCgroup implements Cgroup {
    private static final long TICK_NANOS = 10_000_000; // USER_HZ is 100 on every architecture of ours
    private static final int FREEZE_TRIES = 500;
    private static final List<String> BLOCK_FILES =
            List.of("blkio.throttle.io_service_bytes_recursive", "blkio.throttle.io_serviced_recursive");

    private final Map<String, Path> directories;
    private final Map<String, Path> controllers;

    LegacyCgroup(Map<String, Path> directories, Map<String, Path> controllers) {
        this.directories = directories;
        this.controllers = controllers;
    }

    @Override
    public Map<String, Path> directories() {
        return directories;
    }

    private Optional<Path> at(String controller) {
        return Optional.ofNullable(controllers.get(controller));
    }

    private void set(String controller, String file, String value) throws IOException {
        Path directory = controllers.get(controller);
        if (directory != null) {
            CgroupFiles.writeIfThere(directory, file, value);
        }
    }

    @Override
    public void update(Limits limits) throws IOException {
        memory(limits.memory());
        if (limits.oomKillDisable()) {
            set("memory", "memory.oom_control", "1");
        }
        cpu(limits.cpu());
        if (limits.pidsMax() != 0) {
            set("pids", "pids.max", limits.pidsMax() < 0 ? "max" : Long.toString(limits.pidsMax()));
        }
        blockIo(limits.blockIo());
    }

    /// The limit of memory may never stand above that of memory and swap: which is written first depends on the
    /// direction.
    private void memory(Limits.Memory m) throws IOException {
        Path directory = controllers.get("memory");
        if (directory == null) {
            return;
        }
        long now = CgroupFiles.number(directory, "memory.memsw.limit_in_bytes", Long.MAX_VALUE);
        boolean raising = m.swapBytesMax() < 0 || m.swapBytesMax() > now;
        if (m.swapBytesMax() != 0 && raising) {
            set("memory", "memory.memsw.limit_in_bytes", Long.toString(m.swapBytesMax()));
        }
        if (m.bytesMax() != 0) {
            set("memory", "memory.limit_in_bytes", Long.toString(m.bytesMax()));
        }
        if (m.swapBytesMax() != 0 && !raising) {
            set("memory", "memory.memsw.limit_in_bytes", Long.toString(m.swapBytesMax()));
        }
        if (m.reservationBytes() != 0) {
            set("memory", "memory.soft_limit_in_bytes", Long.toString(m.reservationBytes()));
        }
        if (m.swappiness() != null) {
            set("memory", "memory.swappiness", Integer.toString(m.swappiness()));
        }
    }

    private void cpu(Limits.Cpu c) throws IOException {
        if (c.shares() != 0) {
            set("cpu", "cpu.shares", Long.toString(c.shares()));
        }
        if (c.periodMicros() != 0) {
            set("cpu", "cpu.cfs_period_us", Long.toString(c.periodMicros()));
        }
        if (c.quotaMicros() != 0) {
            set("cpu", "cpu.cfs_quota_us", Long.toString(c.quotaMicros()));
        }
        if (c.cpus() != null && !c.cpus().isEmpty()) {
            set("cpuset", "cpuset.cpus", c.cpus());
        }
        if (c.memoryNodes() != null && !c.memoryNodes().isEmpty()) {
            set("cpuset", "cpuset.mems", c.memoryNodes());
        }
    }

    private void blockIo(Limits.BlockIo io) throws IOException {
        if (io.weight() != 0) {
            set("blkio", "blkio.weight", Integer.toString(io.weight()));
            set("blkio", "blkio.bfq.weight", Integer.toString(io.weight()));
        }
        for (Limits.Throttle t : io.throttles()) {
            String file = switch (t.kind()) {
                case READ_BYTES -> "blkio.throttle.read_bps_device";
                case WRITE_BYTES -> "blkio.throttle.write_bps_device";
                case READ_OPERATIONS -> "blkio.throttle.read_iops_device";
                case WRITE_OPERATIONS -> "blkio.throttle.write_iops_device";
            };
            set("blkio", file, "%d:%d %d".formatted(t.major(), t.minor(), t.perSecond()));
        }
    }

    void allow(DevicePolicy policy) throws IOException {
        switch (policy) {
            case DevicePolicy.Everything() -> {}
            case DevicePolicy.Only(var rules) -> {
                set("devices", "devices.deny", "a");
                for (DeviceRule rule : rules) {
                    set("devices", rule.allow() ? "devices.allow" : "devices.deny", rule.line());
                }
            }
        }
    }

    @Override
    public void freeze() throws IOException {
        state("FROZEN");
    }

    @Override
    public void thaw() throws IOException {
        state("THAWED");
    }

    private void state(String wanted) throws IOException {
        Path directory = at("freezer").orElseThrow(() -> new IOException("no freezer cgroup on this host"));
        for (int i = 0; i < FREEZE_TRIES; i++) {
            CgroupFiles.write(directory, "freezer.state", wanted);
            if (CgroupFiles.read(directory, "freezer.state").strip().equals(wanted)) {
                return;
            }
            CgroupFiles.pause();
        }
        throw new IOException("cgroup %s did not become %s".formatted(directory, wanted));
    }

    /// A frozen process does not die, so all are stopped first, told, and let go.
    @Override
    public void kill() throws IOException {
        boolean frozen = at("freezer").isPresent() && !pids().isEmpty();
        if (frozen) {
            freeze();
        }
        for (int pid : pids()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        if (frozen) {
            thaw();
        }
    }

    @Override
    public List<Integer> pids() throws IOException {
        Path any = at("pids")
                .or(() -> at("devices"))
                .or(() -> directories.values().stream().findFirst())
                .orElseThrow();
        return CgroupFiles.pids(any);
    }

    @Override
    public Optional<Path> oomEvents() {
        return at("memory").map(d -> d.resolve("memory.oom_control"));
    }

    @Override
    public void delete() throws IOException {
        IOException failure = null;
        for (Path directory : directories.values()) {
            try {
                CgroupFiles.remove(directory);
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public Stats stats() throws IOException {
        return new Stats(cpuStats(), memoryStats(), pidsStats(), blockStats(), false);
    }

    private Stats.Cpu cpuStats() throws IOException {
        Path accounts = at("cpuacct").orElse(Path.of("/nonexistent"));
        Map<String, Long> throttled = CgroupFiles.table(at("cpu").orElse(accounts), "cpu.stat");
        Map<String, Long> split = CgroupFiles.table(accounts, "cpuacct.stat");
        List<Long> perCpu = new ArrayList<>();
        for (String n :
                CgroupFiles.read(accounts, "cpuacct.usage_percpu").strip().split(" ")) {
            if (!n.isEmpty()) {
                perCpu.add(Long.parseLong(n));
            }
        }
        return new Stats.Cpu(
                CgroupFiles.number(accounts, "cpuacct.usage", 0),
                split.getOrDefault("user", 0L) * TICK_NANOS,
                split.getOrDefault("system", 0L) * TICK_NANOS,
                perCpu,
                new Stats.Throttling(
                        throttled.getOrDefault("nr_periods", 0L),
                        throttled.getOrDefault("nr_throttled", 0L),
                        throttled.getOrDefault("throttled_time", 0L)));
    }

    private Stats.Memory memoryStats() throws IOException {
        Path memory = at("memory").orElse(Path.of("/nonexistent"));
        return new Stats.Memory(
                CgroupFiles.number(memory, "memory.usage_in_bytes", 0),
                CgroupFiles.number(memory, "memory.max_usage_in_bytes", 0),
                Math.min(CgroupFiles.number(memory, "memory.limit_in_bytes", Long.MAX_VALUE), HostMemory.bytes()),
                CgroupFiles.number(memory, "memory.failcnt", 0),
                CgroupFiles.table(memory, "memory.stat"));
    }

    private Stats.Pids pidsStats() throws IOException {
        Path pids = at("pids").orElse(Path.of("/nonexistent"));
        return new Stats.Pids(CgroupFiles.number(pids, "pids.current", 0), CgroupFiles.number(pids, "pids.max", 0));
    }

    /// Lines `8:0 Read 4096`.
    private List<Stats.BlockIo> blockStats() throws IOException {
        List<Stats.BlockIo> found = new ArrayList<>();
        Path blkio = at("blkio").orElse(Path.of("/nonexistent"));
        for (String file : BLOCK_FILES) {
            for (String line : CgroupFiles.read(blkio, file).split("\n")) {
                String[] parts = line.split("[: ]");
                if (parts.length == 4) {
                    found.add(new Stats.BlockIo(
                            Integer.parseInt(parts[0]),
                            Integer.parseInt(parts[1]),
                            parts[2],
                            file.contains("bytes"),
                            Long.parseLong(parts[3])));
                }
            }
        }
        return found;
    }

    /// Whether the directories are there.
    boolean exists() {
        return directories.values().stream().anyMatch(Files::exists);
    }
}
