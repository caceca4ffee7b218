package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// Limits of block devices, part of `HostConfig`.
@Json(caseInsensitiveKeys = true)
public record HostBlkio(
        @Json.Property("BlkioWeight") int blkioWeight,
        @Json.Property("BlkioWeightDevice") List<WeightDevice> blkioWeightDevice,
        @Json.Property("BlkioDeviceReadBps") List<RateDevice> blkioDeviceReadBps,
        @Json.Property("BlkioDeviceWriteBps") List<RateDevice> blkioDeviceWriteBps,
        @Json.Property("BlkioDeviceReadIOps") List<RateDevice> blkioDeviceReadIops,
        @Json.Property("BlkioDeviceWriteIOps") List<RateDevice> blkioDeviceWriteIops,
        @Json.Property("IOMaximumIOps") long ioMaximumIops,
        @Json.Property("IOMaximumBandwidth") long ioMaximumBandwidth) {
    public HostBlkio {
        blkioWeightDevice = Nil.list(blkioWeightDevice);
        blkioDeviceReadBps = Nil.list(blkioDeviceReadBps);
        blkioDeviceWriteBps = Nil.list(blkioDeviceWriteBps);
        blkioDeviceReadIops = Nil.list(blkioDeviceReadIops);
        blkioDeviceWriteIops = Nil.list(blkioDeviceWriteIops);
    }
    /// No limit.
    public static final HostBlkio NONE = new HostBlkio(0, List.of(), List.of(), List.of(), List.of(), List.of(), 0, 0);

    /// A weight of one device.
    @Json(caseInsensitiveKeys = true)
    public record WeightDevice(
            @Json.Property("Path") String path,
            @Json.Property("Weight") int weight) {
        public WeightDevice {
            path = Nil.text(path);
        }
    }

    /// A rate of one device.
    @Json(caseInsensitiveKeys = true)
    public record RateDevice(
            @Json.Property("Path") String path,
            @Json.Property("Rate") long rate) {
        public RateDevice {
            path = Nil.text(path);
        }
    }
}
