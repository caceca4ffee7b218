package dev.conex.engine;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What it may use. 0 or absent = unlimited or the kernel's default, as in Docker.
@Json
public record ResourceOptions(Memory memory, Cpu cpu, Blkio blkio, Devices devices, Other other) {
    public static final ResourceOptions DEFAULTS =
            new ResourceOptions(Memory.DEFAULTS, Cpu.DEFAULTS, Blkio.DEFAULTS, Devices.DEFAULTS, Other.DEFAULTS);

    /// Only a memory limit.
    public static ResourceOptions memoryBytes(long bytes) {
        return new ResourceOptions(
                new Memory(bytes, 0, 0, null, 0, 0, null),
                Cpu.DEFAULTS,
                Blkio.DEFAULTS,
                Devices.DEFAULTS,
                Other.DEFAULTS);
    }

    /// Memory, in bytes. `swapBytes` is memory + swap, −1 = unlimited.
    @Json
    public record Memory(
            long limitBytes,
            long swapBytes,
            long reservationBytes,
            @Nullable Long swappiness,
            long kernelBytes,
            long kernelTcpBytes,
            @Nullable Boolean oomKillDisable) {
        public static final Memory DEFAULTS = new Memory(0, 0, 0, null, 0, 0, null);
    }

    /// Processors.
    @Json
    public record Cpu(
            long shares,
            long nanoCpus,
            long periodMicros,
            long quotaMicros,
            long realtimePeriodMicros,
            long realtimeRuntimeMicros,
            @Nullable String cpusetCpus,
            @Nullable String cpusetMems,
            long count,
            long percent) {
        public static final Cpu DEFAULTS = new Cpu(0, 0, 0, 0, 0, 0, null, null, 0, 0);
    }

    /// Block devices.
    @Json
    public record Blkio(
            int weight,
            @Nullable List<DeviceRate> weightDevice,
            @Nullable List<DeviceRate> readBps,
            @Nullable List<DeviceRate> writeBps,
            @Nullable List<DeviceRate> readIops,
            @Nullable List<DeviceRate> writeIops,
            long iopsMax,
            long bandwidthMax) {
        public static final Blkio DEFAULTS = new Blkio(0, null, null, null, null, null, 0, 0);

        public Blkio {
            weightDevice = Given.keep(weightDevice);
            readBps = Given.keep(readBps);
            writeBps = Given.keep(writeBps);
            readIops = Given.keep(readIops);
            writeIops = Given.keep(writeIops);
        }
    }

    /// A rate (or weight) of one device.
    @Json
    public record DeviceRate(String path, long rate) {}

    /// Devices.
    @Json
    public record Devices(
            @Nullable List<DeviceMapping> mappings,
            @Nullable List<String> cgroupRules,
            @Nullable List<DeviceRequest> requests) {
        public static final Devices DEFAULTS = new Devices(null, null, null);

        public Devices {
            mappings = Given.keep(mappings);
            cgroupRules = Given.keep(cgroupRules);
            requests = Given.keep(requests);
        }
    }

    /// One device node of the host inside the container.
    @Json
    public record DeviceMapping(String pathOnHost, String pathInContainer, String permissions) {}

    /// A request to a device driver (GPU, CDI).
    @Json
    public record DeviceRequest(
            @Nullable String driver,
            int count,
            @Nullable List<String> deviceIds,
            @Nullable List<List<String>> capabilities,
            @Nullable Map<String, String> options) {
        public DeviceRequest {
            deviceIds = Given.keep(deviceIds);
            capabilities = Given.keep(capabilities);
            options = Given.keep(options);
        }
    }

    /// The rest.
    @Json
    public record Other(
            @Nullable Long pidsMax,
            @Nullable List<Ulimit> ulimits,
            @Nullable String cgroupParent,
            int oomScoreAdj) {
        public static final Other DEFAULTS = new Other(null, null, null, 0);

        public Other {
            ulimits = Given.keep(ulimits);
        }
    }

    /// A resource limit of the first process.
    @Json
    public record Ulimit(String name, long soft, long hard) {}
}
