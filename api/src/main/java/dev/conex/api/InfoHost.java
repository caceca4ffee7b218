package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;

/// The machine, part of [InfoJson].
@Json(caseInsensitiveKeys = true)
public record InfoHost(
        @Json.Property("KernelVersion") String kernelVersion,
        @Json.Property("OperatingSystem") String operatingSystem,
        @Json.Property("OSVersion") String osVersion,
        @Json.Property("OSType") String osType,
        @Json.Property("Architecture") String architecture,
        @Json.Property("NCPU") int cpus,
        @Json.Property("MemTotal") long memTotal,
        @Json.Property("GenericResources") List<String> genericResources,
        @Json.Property("Name") String name,
        @Json.Property("SystemTime") String systemTime) {
    public InfoHost {
        kernelVersion = Nil.text(kernelVersion);
        operatingSystem = Nil.text(operatingSystem);
        osVersion = Nil.text(osVersion);
        osType = Nil.text(osType);
        architecture = Nil.text(architecture);
        genericResources = Nil.list(genericResources);
        name = Nil.text(name);
        systemTime = Nil.text(systemTime);
    }
}
