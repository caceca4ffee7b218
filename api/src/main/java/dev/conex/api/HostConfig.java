package dev.conex.api;

/// The host half of a container: on the wire one object of 69 fields, here in groups.
public record HostConfig(
        HostFiles files,
        HostNetwork network,
        HostSecurity security,
        HostNamespaces namespaces,
        HostLife life,
        HostLimits limits) {
    /// What `docker run IMAGE` sends.
    public static final HostConfig DEFAULT = new HostConfig(
            HostFiles.NONE,
            HostNetwork.DEFAULT,
            HostSecurity.DEFAULT,
            HostNamespaces.DEFAULT,
            HostLife.DEFAULT,
            HostLimits.NONE);
}
