package dev.conex.api;

/// What a container may use: part of `HostConfig`, and what an update changes.
public record HostLimits(HostMemory memory, HostCpu cpu, HostBlkio blkio, HostDevices devices) {
    /// No limit.
    public static final HostLimits NONE =
            new HostLimits(HostMemory.NONE, HostCpu.NONE, HostBlkio.NONE, HostDevices.NONE);

    static HostLimits read(Flat flat, byte[] raw) {
        return new HostLimits(
                flat.read(raw, HostMemory.class),
                flat.read(raw, HostCpu.class),
                flat.read(raw, HostBlkio.class),
                flat.read(raw, HostDevices.class));
    }
}
