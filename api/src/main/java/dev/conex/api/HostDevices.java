package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Devices and other limits of a container, part of `HostConfig`.
@Json(caseInsensitiveKeys = true)
public record HostDevices(
        @Json.Property("CgroupParent") String cgroupParent,
        @Json.Property("Devices") List<DeviceMapping> devices,
        @Json.Property("DeviceCgroupRules") List<String> deviceCgroupRules,
        @Json.Property("DeviceRequests") List<DeviceRequest> deviceRequests,

        @Json.Property("PidsLimit") @Json.Serializer(WrittenLong.class) @Nullable
        Long pidsLimit,

        @Json.Property("Ulimits") List<Ulimit> ulimits,
        @Json.Property("OomScoreAdj") int oomScoreAdj) {
    public HostDevices {
        cgroupParent = Nil.text(cgroupParent);
        devices = Nil.list(devices);
        deviceCgroupRules = Nil.list(deviceCgroupRules);
        deviceRequests = Nil.list(deviceRequests);
        ulimits = Nil.list(ulimits);
    }
    /// None.
    public static final HostDevices NONE = new HostDevices("", List.of(), Nil.list(), Nil.list(), null, List.of(), 0);

    /// One device node of the host.
    @Json(caseInsensitiveKeys = true)
    public record DeviceMapping(
            @Json.Property("PathOnHost") String pathOnHost,
            @Json.Property("PathInContainer") String pathInContainer,
            @Json.Property("CgroupPermissions") String cgroupPermissions) {
        public DeviceMapping {
            pathOnHost = Nil.text(pathOnHost);
            pathInContainer = Nil.text(pathInContainer);
            cgroupPermissions = Nil.text(cgroupPermissions);
        }
    }

    /// A request to a device driver.
    @Json(caseInsensitiveKeys = true)
    public record DeviceRequest(
            @Json.Property("Driver") String driver,
            @Json.Property("Count") int count,
            @Json.Property("DeviceIDs") List<String> deviceIds,
            @Json.Property("Capabilities") List<List<String>> capabilities,
            @Json.Property("Options") Map<String, String> options) {
        public DeviceRequest {
            driver = Nil.text(driver);
            deviceIds = Nil.list(deviceIds);
            capabilities = Nil.list(capabilities);
            options = Nil.map(options);
        }
    }

    /// A resource limit of the first process.
    @Json(caseInsensitiveKeys = true)
    public record Ulimit(
            @Json.Property("Name") String name,
            @Json.Property("Hard") long hard,
            @Json.Property("Soft") long soft) {
        public Ulimit {
            name = Nil.text(name);
        }
    }
}
