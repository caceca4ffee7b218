package dev.conex.engine;

import dev.conex.runtime.Limits;
import dev.conex.runtime.Rlimit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Resource wishes in the runtime's words, checked as Docker checks them. Pure.
final class SpecLimits {
    /// Docker's smallest memory limit.
    static final long MEMORY_MIN = 6L << 20;

    private static final long NANOS_PER_CPU = 1_000_000_000L;
    private static final long CPU_PERIOD_MIN = 1_000;
    private static final long CPU_PERIOD_MAX = 1_000_000;

    private SpecLimits() {}

    /// Refuses what makes no sense; answers warnings.
    static List<String> check(ResourceOptions r, int hostCpus) {
        var warnings = new ArrayList<String>();
        checkMemory(r.memory(), warnings);
        checkCpu(r.cpu(), hostCpus);
        int weight = r.blkio().weight();
        if (weight != 0 && (weight < 10 || weight > 1000)) {
            throw new Refusal.Invalid(
                    Refusal.What.BLKIO, Integer.toString(weight), "range of blkio weight is from 10 to 1000");
        }
        ulimits(Given.list(r.other().ulimits()));
        return warnings;
    }

    private static void checkMemory(ResourceOptions.Memory m, List<String> warnings) {
        if (m.limitBytes() != 0 && m.limitBytes() < MEMORY_MIN) {
            throw memory(m.limitBytes(), "Minimum memory limit allowed is 6MB");
        }
        if (m.swapBytes() > 0 && m.limitBytes() > 0 && m.swapBytes() < m.limitBytes()) {
            throw memory(m.swapBytes(), "Minimum memoryswap limit should be larger than memory limit, see usage");
        }
        if (m.limitBytes() == 0 && m.swapBytes() > 0) {
            throw memory(
                    m.swapBytes(), "You should always set the Memory limit when using Memoryswap limit, see usage");
        }
        var swappiness = m.swappiness();
        if (swappiness != null && swappiness != -1 && (swappiness < 0 || swappiness > 100)) {
            throw memory(swappiness, "invalid value: %d, valid memory swappiness range is 0-100".formatted(swappiness));
        }
        if (m.reservationBytes() > 0 && m.reservationBytes() < MEMORY_MIN) {
            throw memory(m.reservationBytes(), "Minimum memory reservation allowed is 6MB");
        }
        if (m.limitBytes() > 0 && m.reservationBytes() > m.limitBytes()) {
            throw memory(
                    m.reservationBytes(),
                    "Minimum memory limit can not be less than memory reservation limit, see usage");
        }
        if (Boolean.TRUE.equals(m.oomKillDisable()) && m.limitBytes() == 0) {
            warnings.add("OOM killer is disabled for the container, but no memory limit is set, this can result in the"
                    + " system running out of resources.");
        }
    }

    private static Refusal.Invalid memory(long value, String why) {
        return new Refusal.Invalid(Refusal.What.MEMORY, Long.toString(value), why);
    }

    private static void checkCpu(ResourceOptions.Cpu c, int hostCpus) {
        if (c.nanoCpus() > 0 && (c.quotaMicros() > 0 || c.periodMicros() > 0)) {
            throw cpu(
                    c.nanoCpus(),
                    "Conflicting options: Nano CPUs and CPU " + (c.periodMicros() > 0 ? "Period" : "Quota")
                            + " cannot both be set");
        }
        if (c.nanoCpus() < 0 || c.nanoCpus() > hostCpus * NANOS_PER_CPU) {
            throw cpu(
                    c.nanoCpus(),
                    "range of CPUs is from 0.01 to %d.00, as there are only %d CPUs available"
                            .formatted(hostCpus, hostCpus));
        }
        if (c.periodMicros() != 0 && (c.periodMicros() < CPU_PERIOD_MIN || c.periodMicros() > CPU_PERIOD_MAX)) {
            throw cpu(
                    c.periodMicros(),
                    "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)");
        }
        if (c.quotaMicros() > 0 && c.quotaMicros() < CPU_PERIOD_MIN) {
            throw cpu(c.quotaMicros(), "CPU cfs quota can not be less than 1ms (i.e. 1000)");
        }
        checkSet(c.cpusetCpus(), hostCpus);
    }

    private static void checkSet(@Nullable String set, int hostCpus) {
        if (set == null || set.isEmpty()) {
            return;
        }
        for (var part : set.split(",", -1)) {
            for (var number : part.split("-", -1)) {
                if (number.isEmpty() || number.length() > 6 || !number.chars().allMatch(d -> d >= '0' && d <= '9')) {
                    throw new Refusal.Invalid(
                            Refusal.What.CPU,
                            set,
                            "Invalid value %s for cpuset cpus: invalid format: %s".formatted(set, part));
                }
                if (Integer.parseInt(number) >= hostCpus) {
                    throw new Refusal.Invalid(
                            Refusal.What.CPU,
                            set,
                            "Requested CPUs are not available - requested %s, available: 0-%d"
                                    .formatted(set, hostCpus - 1));
                }
            }
        }
    }

    private static Refusal.Invalid cpu(long value, String why) {
        return new Refusal.Invalid(Refusal.What.CPU, Long.toString(value), why);
    }

    /// In the runtime's words. Docker gives as much swap as memory when only memory is limited.
    static Limits limits(ResourceOptions r) {
        var m = r.memory();
        var c = r.cpu();
        long swap = m.swapBytes() == 0 && m.limitBytes() > 0 ? m.limitBytes() * 2 : m.swapBytes();
        var swappiness = m.swappiness();
        var cpu = new Limits.Cpu(
                c.shares(), c.quotaMicros(), c.periodMicros(), empty(c.cpusetCpus()), empty(c.cpusetMems()));
        var pids = r.other().pidsMax();
        return new Limits(
                new Limits.Memory(
                        m.limitBytes(),
                        swap,
                        m.reservationBytes(),
                        swappiness == null || swappiness < 0 ? null : swappiness.intValue()),
                c.nanoCpus() > 0 ? cpu.withNanoCpus(c.nanoCpus()) : cpu,
                pids == null || pids <= 0 ? (pids != null && pids < 0 ? -1 : 0) : pids,
                new Limits.BlockIo(r.blkio().weight(), List.of()),
                Boolean.TRUE.equals(m.oomKillDisable()));
    }

    private static @Nullable String empty(@Nullable String s) {
        return s == null || s.isEmpty() ? null : s;
    }

    /// Resource limits of the process, checked.
    static List<Rlimit> ulimits(List<ResourceOptions.Ulimit> wanted) {
        var all = new ArrayList<Rlimit>();
        for (var u : wanted) {
            try {
                all.add(new Rlimit(Rlimit.Resource.of(u.name()), u.soft(), u.hard()));
            } catch (IllegalArgumentException e) {
                throw new Refusal.Invalid(Refusal.What.ULIMIT, u.name(), Given.text(e.getMessage()));
            }
        }
        return all;
    }

    /// New limits over old ones: what is zero or absent stays.
    static ResourceOptions over(ResourceOptions old, ResourceOptions with) {
        var m = with.memory();
        var om = old.memory();
        var c = with.cpu();
        var oc = old.cpu();
        return new ResourceOptions(
                new ResourceOptions.Memory(
                        or(m.limitBytes(), om.limitBytes()),
                        or(m.swapBytes(), om.swapBytes()),
                        or(m.reservationBytes(), om.reservationBytes()),
                        m.swappiness() == null ? om.swappiness() : m.swappiness(),
                        or(m.kernelBytes(), om.kernelBytes()),
                        or(m.kernelTcpBytes(), om.kernelTcpBytes()),
                        m.oomKillDisable() == null ? om.oomKillDisable() : m.oomKillDisable()),
                new ResourceOptions.Cpu(
                        or(c.shares(), oc.shares()),
                        or(c.nanoCpus(), oc.nanoCpus()),
                        or(c.periodMicros(), oc.periodMicros()),
                        or(c.quotaMicros(), oc.quotaMicros()),
                        or(c.realtimePeriodMicros(), oc.realtimePeriodMicros()),
                        or(c.realtimeRuntimeMicros(), oc.realtimeRuntimeMicros()),
                        or(c.cpusetCpus(), oc.cpusetCpus()),
                        or(c.cpusetMems(), oc.cpusetMems()),
                        or(c.count(), oc.count()),
                        or(c.percent(), oc.percent())),
                with.blkio().weight() == 0 ? old.blkio() : with.blkio(),
                old.devices(),
                new ResourceOptions.Other(
                        with.other().pidsMax() == null
                                ? old.other().pidsMax()
                                : with.other().pidsMax(),
                        old.other().ulimits(),
                        old.other().cgroupParent(),
                        old.other().oomScoreAdj()));
    }

    private static long or(long with, long old) {
        return with == 0 ? old : with;
    }

    private static @Nullable String or(@Nullable String with, @Nullable String old) {
        return with == null || with.isEmpty() ? old : with;
    }
}
