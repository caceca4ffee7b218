package dev.conex.daemon;

import dev.conex.api.HostBlkio;
import dev.conex.api.HostCpu;
import dev.conex.api.HostDevices;
import dev.conex.api.HostLimits;
import dev.conex.api.HostMemory;
import dev.conex.api.Nil;
import dev.conex.engine.ResourceOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a container may use, both ways.
final class LimitMapping {
    private LimitMapping() {}

    static ResourceOptions resources(HostLimits limits) {
        return new ResourceOptions(
                memory(limits.memory()),
                cpu(limits.cpu()),
                blkio(limits.blkio()),
                devices(limits.devices()),
                other(limits.devices()));
    }

    static HostLimits limits(ResourceOptions r) {
        return new HostLimits(memory(r.memory()), cpu(r.cpu()), blkio(r.blkio()), devices(r.devices(), r.other()));
    }

    private static ResourceOptions.Memory memory(HostMemory m) {
        return new ResourceOptions.Memory(
                m.memory(),
                m.memorySwap(),
                m.memoryReservation(),
                m.memorySwappiness(),
                SpecMapping.orZero(m.kernelMemory()),
                SpecMapping.orZero(m.kernelMemoryTcp()),
                m.oomKillDisable());
    }

    private static HostMemory memory(ResourceOptions.Memory m) {
        return new HostMemory(
                m.limitBytes(),
                m.reservationBytes(),
                m.swapBytes(),
                m.swappiness(),
                Nil.omitZero(m.kernelBytes()),
                Nil.omitZero(m.kernelTcpBytes()),
                m.oomKillDisable());
    }

    private static ResourceOptions.Cpu cpu(HostCpu c) {
        return new ResourceOptions.Cpu(
                c.cpuShares(),
                c.nanoCpus(),
                c.cpuPeriod(),
                c.cpuQuota(),
                c.cpuRealtimePeriod(),
                c.cpuRealtimeRuntime(),
                Nil.omitEmpty(c.cpusetCpus()),
                Nil.omitEmpty(c.cpusetMems()),
                c.cpuCount(),
                c.cpuPercent());
    }

    private static HostCpu cpu(ResourceOptions.Cpu c) {
        return new HostCpu(
                c.shares(),
                c.nanoCpus(),
                c.periodMicros(),
                c.quotaMicros(),
                c.realtimePeriodMicros(),
                c.realtimeRuntimeMicros(),
                Nil.text(c.cpusetCpus()),
                Nil.text(c.cpusetMems()),
                c.count(),
                c.percent());
    }

    private static ResourceOptions.Blkio blkio(HostBlkio b) {
        return new ResourceOptions.Blkio(
                b.blkioWeight(),
                Nil.given(b.blkioWeightDevice()) == null
                        ? null
                        : b.blkioWeightDevice().stream()
                                .map(w -> new ResourceOptions.DeviceRate(w.path(), w.weight()))
                                .toList(),
                rates(Nil.given(b.blkioDeviceReadBps())),
                rates(Nil.given(b.blkioDeviceWriteBps())),
                rates(Nil.given(b.blkioDeviceReadIops())),
                rates(Nil.given(b.blkioDeviceWriteIops())),
                b.ioMaximumIops(),
                b.ioMaximumBandwidth());
    }

    private static HostBlkio blkio(ResourceOptions.Blkio b) {
        var weights = b.weightDevice();
        return new HostBlkio(
                b.weight(),
                weights == null
                        ? Nil.list()
                        : weights.stream()
                                .map(w -> new HostBlkio.WeightDevice(w.path(), (int) w.rate()))
                                .toList(),
                rateSettings(b.readBps()),
                rateSettings(b.writeBps()),
                rateSettings(b.readIops()),
                rateSettings(b.writeIops()),
                b.iopsMax(),
                b.bandwidthMax());
    }

    private static @Nullable List<ResourceOptions.DeviceRate> rates(@Nullable List<HostBlkio.RateDevice> rates) {
        return rates == null
                ? null
                : rates.stream()
                        .map(r -> new ResourceOptions.DeviceRate(r.path(), r.rate()))
                        .toList();
    }

    private static List<HostBlkio.RateDevice> rateSettings(@Nullable List<ResourceOptions.DeviceRate> rates) {
        return rates == null
                ? Nil.list()
                : rates.stream()
                        .map(r -> new HostBlkio.RateDevice(r.path(), r.rate()))
                        .toList();
    }

    private static ResourceOptions.Devices devices(HostDevices d) {
        var mappings = Nil.given(d.devices());
        var requests = Nil.given(d.deviceRequests());
        return new ResourceOptions.Devices(
                mappings == null
                        ? null
                        : mappings.stream()
                                .map(m -> new ResourceOptions.DeviceMapping(
                                        m.pathOnHost(), m.pathInContainer(), m.cgroupPermissions()))
                                .toList(),
                Nil.given(d.deviceCgroupRules()),
                requests == null
                        ? null
                        : requests.stream()
                                .map(r -> new ResourceOptions.DeviceRequest(
                                        Nil.omitEmpty(r.driver()),
                                        r.count(),
                                        Nil.given(r.deviceIds()),
                                        Nil.given(r.capabilities()),
                                        Nil.given(r.options())))
                                .toList());
    }

    private static ResourceOptions.Other other(HostDevices d) {
        var ulimits = Nil.given(d.ulimits());
        return new ResourceOptions.Other(
                d.pidsLimit(),
                ulimits == null
                        ? null
                        : ulimits.stream()
                                .map(u -> new ResourceOptions.Ulimit(u.name(), u.soft(), u.hard()))
                                .toList(),
                Nil.omitEmpty(d.cgroupParent()),
                d.oomScoreAdj());
    }

    private static HostDevices devices(ResourceOptions.Devices d, ResourceOptions.Other other) {
        var mappings = d.mappings();
        var requests = d.requests();
        var ulimits = other.ulimits();
        return new HostDevices(
                Nil.text(other.cgroupParent()),
                mappings == null
                        ? Nil.list()
                        : mappings.stream()
                                .map(m -> new HostDevices.DeviceMapping(
                                        m.pathOnHost(), m.pathInContainer(), m.permissions()))
                                .toList(),
                Nil.list(d.cgroupRules()),
                requests == null
                        ? Nil.list()
                        : requests.stream()
                                .map(r -> new HostDevices.DeviceRequest(
                                        Nil.text(r.driver()),
                                        r.count(),
                                        Nil.list(r.deviceIds()),
                                        Nil.list(r.capabilities()),
                                        Nil.map(r.options())))
                                .toList(),
                other.pidsMax(),
                ulimits == null
                        ? Nil.list()
                        : ulimits.stream()
                                .map(u -> new HostDevices.Ulimit(u.name(), u.hard(), u.soft()))
                                .toList(),
                other.oomScoreAdj());
    }
}
