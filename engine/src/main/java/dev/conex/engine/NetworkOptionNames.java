package dev.conex.engine;

/// Docker's option keys of bridge networks.
final class NetworkOptionNames {
    static final String BRIDGE_NAME = "com.docker.network.bridge.name";
    static final String DEFAULT_BRIDGE = "com.docker.network.bridge.default_bridge";
    static final String INTER_CONTAINER = "com.docker.network.bridge.enable_icc";
    static final String MASQUERADE = "com.docker.network.bridge.enable_ip_masquerade";
    static final String HOST_BINDING = "com.docker.network.bridge.host_binding_ipv4";
    static final String MTU = "com.docker.network.driver.mtu";
    static final String LINK_PREFIX = "com.docker.network.container_iface_prefix";

    private NetworkOptionNames() {}
}
