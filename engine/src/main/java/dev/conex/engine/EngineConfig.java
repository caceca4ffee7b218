package dev.conex.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How an engine is set up. Two engines with different roots, bridges and cgroup parents live side by side.
public record EngineConfig(
        Path dataRoot,
        Path runRoot,
        Path shim,
        String cgroupParent,
        NetworkDefaults network,
        ContainerDefaults containers,
        RegistryDefaults registries,
        List<String> labels,
        @Nullable String engineVersion) {
    public EngineConfig {
        labels = List.copyOf(labels);
    }

    /// Every default over the given roots and shim.
    public static EngineConfig of(Path dataRoot, Path runRoot, Path shim) {
        return new EngineConfig(
                dataRoot,
                runRoot,
                shim,
                "conex",
                NetworkDefaults.STANDARD,
                ContainerDefaults.STANDARD,
                RegistryDefaults.STANDARD,
                List.of(),
                null);
    }

    /// The same with other network defaults.
    public EngineConfig withNetwork(NetworkDefaults other) {
        return new EngineConfig(
                dataRoot, runRoot, shim, cgroupParent, other, containers, registries, labels, engineVersion);
    }

    /// The same below another cgroup.
    public EngineConfig withCgroupParent(String other) {
        return new EngineConfig(dataRoot, runRoot, shim, other, network, containers, registries, labels, engineVersion);
    }

    /// The default bridge, the firewall table and where addresses come from.
    /// An absent `bridgeAddress` (CIDR) is chosen from the pools; a bridge name `none` disables the default
    /// network.
    public record NetworkDefaults(
            String bridge,
            String firewallTable,
            String ownerTag,
            @Nullable String bridgeAddress,
            List<AddressPool> pools,
            List<String> dns,
            List<String> dnsOptions,
            List<String> dnsSearch,
            int mtu,
            boolean ipv6,
            boolean interContainer,
            boolean masquerade,
            boolean ipForward,
            @Nullable String publishAddress) {
        /// What Conex does when nobody says otherwise.
        public static final NetworkDefaults STANDARD = new NetworkDefaults(
                "conex0", "conex", "conex", null, List.of(), List.of(), List.of(), List.of(), 1500, false, true, true,
                true, null);

        /// The same under other names, for engines side by side.
        public NetworkDefaults named(String bridgeName, String table, String tag) {
            return new NetworkDefaults(
                    bridgeName,
                    table,
                    tag,
                    bridgeAddress,
                    pools,
                    dns,
                    dnsOptions,
                    dnsSearch,
                    mtu,
                    ipv6,
                    interContainer,
                    masquerade,
                    ipForward,
                    publishAddress);
        }
    }

    /// Subnets of `size` bits are cut from `base`.
    public record AddressPool(String base, int size) {}

    /// What containers get when they don't say.
    public record ContainerDefaults(
            String logDriver,
            Map<String, String> logOptions,
            List<ResourceOptions.Ulimit> ulimits,
            long shmBytes,
            boolean init,
            @Nullable Path initBinary,
            boolean noNewPrivileges,
            int stopTimeoutSeconds,
            boolean liveRestore,
            @Nullable String seccompProfile,
            @Nullable String hostGatewayIp) {
        public static final ContainerDefaults STANDARD = new ContainerDefaults(
                "local", Map.of(), List.of(), 64L << 20, false, null, false, 10, true, null, null);
    }

    /// Registries that may be spoken to without TLS, and mirrors of the default one.
    public record RegistryDefaults(Set<String> insecure, List<String> mirrors, int downloadsMax, int uploadsMax) {
        public static final RegistryDefaults STANDARD = new RegistryDefaults(Set.of(), List.of(), 3, 5);
    }
}
