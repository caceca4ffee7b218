package dev.conex.daemon;

import dev.conex.api.Empty;
import dev.conex.api.Nil;
import dev.conex.api.StatsJson;
import dev.conex.api.Times;
import dev.conex.engine.ContainerStats;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Figures of a container, as `docker stats` reads them.
final class StatsMapping {
    private static final StatsJson.CpuJson NO_CPU = new StatsJson.CpuJson(
            new StatsJson.CpuUsageJson(0, null, 0, 0), null, null, new StatsJson.ThrottlingJson(0, 0, 0));

    private StatsMapping() {}

    /// @param before the figures a moment ago; absent when there are none
    static StatsJson json(ContainerStats now, @Nullable ContainerStats before) {
        var name = now.name().startsWith("/") ? now.name() : "/" + now.name();
        if (!now.running()) {
            return new StatsJson(
                    name,
                    now.id().value(),
                    Times.ZERO,
                    Times.ZERO,
                    new StatsJson.PidsJson(null, null),
                    noBlocks(),
                    0,
                    Empty.VALUE,
                    NO_CPU,
                    NO_CPU,
                    new StatsJson.MemoryJson(null, null, null, null, null),
                    null);
        }
        return new StatsJson(
                name,
                now.id().value(),
                now.read(),
                before == null ? Times.ZERO : before.read(),
                new StatsJson.PidsJson(
                        Nil.omitZero(now.pids().current()),
                        Nil.omitZero(now.pids().limit())),
                blocks(now.blockIo()),
                0,
                Empty.VALUE,
                cpu(now),
                before == null || !before.running() ? NO_CPU : cpu(before),
                memory(now),
                Nil.omitEmpty(networks(now.networks())));
    }

    private static StatsJson.CpuJson cpu(ContainerStats s) {
        var c = s.cpu();
        return new StatsJson.CpuJson(
                new StatsJson.CpuUsageJson(
                        c.totalNanos(), Nil.omitEmpty(c.perCpuNanos()), c.kernelNanos(), c.userNanos()),
                Nil.omitZero(c.systemNanos()),
                Nil.omitZero(c.onlineCpus()),
                new StatsJson.ThrottlingJson(c.periods(), c.throttledPeriods(), c.throttledNanos()));
    }

    private static StatsJson.MemoryJson memory(ContainerStats s) {
        var m = s.memory();
        return new StatsJson.MemoryJson(
                Nil.omitZero(m.usageBytes()),
                Nil.omitZero(m.usageBytesMax()),
                Nil.omitEmpty(m.stats()),
                Nil.omitZero(m.failures()),
                Nil.omitZero(m.limitBytes()));
    }

    private static StatsJson.BlkioJson noBlocks() {
        return new StatsJson.BlkioJson(
                Nil.list(), Nil.list(), Nil.list(), Nil.list(), Nil.list(), Nil.list(), Nil.list(), Nil.list());
    }

    private static StatsJson.BlkioJson blocks(List<ContainerStats.BlockIo> io) {
        return new StatsJson.BlkioJson(
                rows(io, "bytes"), rows(io, "count"), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static List<StatsJson.BlkioRow> rows(List<ContainerStats.BlockIo> io, String service) {
        return io.stream()
                .filter(row -> row.service().equals(service))
                .map(row -> new StatsJson.BlkioRow(row.major(), row.minor(), row.operation(), row.value()))
                .toList();
    }

    private static Map<String, StatsJson.InterfaceJson> networks(Map<String, ContainerStats.Interface> networks) {
        var map = new LinkedHashMap<String, StatsJson.InterfaceJson>();
        networks.forEach((name, n) -> map.put(
                name,
                new StatsJson.InterfaceJson(
                        n.receivedBytes(),
                        n.receivedPackets(),
                        n.receiveErrors(),
                        n.receiveDropped(),
                        n.sentBytes(),
                        n.sentPackets(),
                        n.sendErrors(),
                        n.sendDropped())));
        return map;
    }
}
