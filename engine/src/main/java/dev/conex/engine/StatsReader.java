package dev.conex.engine;

import dev.conex.runtime.Stats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Figures of a container: its cgroup's, its links', and the host's processor time beside them.
final class StatsReader {
    private static final long NANOS_PER_TICK = 10_000_000L;

    private final Core core;

    StatsReader(Core core) {
        this.core = core;
    }

    ContainerStats read(ContainerCell cell) throws IOException {
        var r = cell.record();
        var instance = cell.instance();
        if (instance == null) {
            return empty(r);
        }
        var stats = instance.stats();
        Map<String, ContainerStats.Interface> links = Map.of();
        if (NetworkMode.of(r.spec()).connected()) {
            try (var namespace = instance.networkNamespace()) {
                links = core.networks().counters(namespace);
            }
        }
        return new ContainerStats(
                r.key(),
                r.name(),
                Instant.now(),
                true,
                cpu(stats.cpu()),
                memory(stats.memory()),
                new ContainerStats.Pids(stats.pids().current(), stats.pids().limit()),
                stats.blockIo().stream().map(StatsReader::blockIo).toList(),
                links,
                stats.v2() ? 2 : 1);
    }

    private ContainerStats empty(ContainerRecord r) {
        return new ContainerStats(
                r.key(),
                r.name(),
                Instant.now(),
                false,
                new ContainerStats.Cpu(0, 0, 0, List.of(), 0, 0, 0, 0, 0),
                new ContainerStats.Memory(0, 0, 0, 0, Map.of()),
                new ContainerStats.Pids(0, 0),
                List.of(),
                Map.of(),
                0);
    }

    private ContainerStats.Cpu cpu(Stats.Cpu c) throws IOException {
        var t = c.throttling();
        return new ContainerStats.Cpu(
                c.total(),
                c.user(),
                c.system(),
                c.perCpu(),
                hostNanos(),
                core.hostCpus(),
                t.periods(),
                t.throttledPeriods(),
                t.throttledNanos());
    }

    private static ContainerStats.Memory memory(Stats.Memory m) {
        return new ContainerStats.Memory(m.usage(), m.max(), m.limit(), m.failures(), m.stats());
    }

    private static ContainerStats.BlockIo blockIo(Stats.BlockIo b) {
        return new ContainerStats.BlockIo(
                b.major(), b.minor(), b.operation(), b.bytes() ? "bytes" : "count", b.value());
    }

    /// The first eight figures of the first line of /proc/stat (proc_stat(5)): guest time is in user time
    /// already.
    private static long hostNanos() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            var words = lines.findFirst().orElse("").trim().split(" +");
            long ticks = 0;
            for (int i = 1; i < words.length && i <= 8; i++) {
                ticks += Long.parseLong(words[i]);
            }
            return ticks * NANOS_PER_TICK;
        }
    }
}
