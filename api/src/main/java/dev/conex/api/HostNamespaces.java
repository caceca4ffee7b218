package dev.conex.api;

import io.avaje.jsonb.Json;

/// Which namespaces a container has of its own, part of `HostConfig`.
@Json(caseInsensitiveKeys = true)
public record HostNamespaces(
        @Json.Property("CgroupnsMode") String cgroupnsMode,
        @Json.Property("IpcMode") String ipcMode,
        @Json.Property("Cgroup") String cgroup,
        @Json.Property("PidMode") String pidMode,
        @Json.Property("UTSMode") String utsMode,
        @Json.Property("UsernsMode") String usernsMode) {
    public HostNamespaces {
        cgroupnsMode = Nil.text(cgroupnsMode);
        ipcMode = Nil.text(ipcMode);
        cgroup = Nil.text(cgroup);
        pidMode = Nil.text(pidMode);
        utsMode = Nil.text(utsMode);
        usernsMode = Nil.text(usernsMode);
    }
    /// Docker's defaults.
    public static final HostNamespaces DEFAULT = new HostNamespaces("", "", "", "", "", "");
}
