package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Facts of the daemon and its host.
@Json(caseInsensitiveKeys = true)
public record InfoJson(
        @Json.Property("ID") String id,
        @Json.Property("Containers") int containers,
        @Json.Property("ContainersRunning") int containersRunning,
        @Json.Property("ContainersPaused") int containersPaused,
        @Json.Property("ContainersStopped") int containersStopped,
        @Json.Property("Images") int images,
        @Json.Property("Driver") String driver,
        @Json.Property("DriverStatus") List<List<String>> driverStatus,
        @Json.Property("SystemStatus") @Nullable List<List<String>> systemStatus,
        @Json.Property("Plugins") PluginsJson plugins,
        @Json.Property("MemoryLimit") boolean memoryLimit,
        @Json.Property("SwapLimit") boolean swapLimit,
        @Json.Property("KernelMemoryTCP") @Nullable Boolean kernelMemoryTcp,
        @Json.Property("CpuCfsPeriod") boolean cpuCfsPeriod,
        @Json.Property("CpuCfsQuota") boolean cpuCfsQuota,
        @Json.Property("CPUShares") boolean cpuShares,
        @Json.Property("CPUSet") boolean cpuSet,
        @Json.Property("PidsLimit") boolean pidsLimit,
        @Json.Property("IPv4Forwarding") boolean ipv4Forwarding,
        @Json.Property("Debug") boolean debug,
        @Json.Property("NFd") int fileDescriptors,
        @Json.Property("OomKillDisable") boolean oomKillDisable,
        @Json.Property("NGoroutines") int threads,
        @Json.Property("SystemTime") String systemTime,
        @Json.Property("LoggingDriver") String loggingDriver,
        @Json.Property("CgroupDriver") String cgroupDriver,
        @Json.Property("CgroupVersion") @Nullable String cgroupVersion,
        @Json.Property("NEventsListener") int eventListeners,
        @Json.Property("KernelVersion") String kernelVersion,
        @Json.Property("OperatingSystem") String operatingSystem,
        @Json.Property("OSVersion") String osVersion,
        @Json.Property("OSType") String osType,
        @Json.Property("Architecture") String architecture,
        @Json.Property("IndexServerAddress") String indexServerAddress,
        @Json.Property("RegistryConfig") RegistriesJson registryConfig,
        @Json.Property("NCPU") int cpus,
        @Json.Property("MemTotal") long memTotal,
        @Json.Property("GenericResources") List<String> genericResources,
        @Json.Property("DockerRootDir") String dockerRootDir,
        @Json.Property("HttpProxy") String httpProxy,
        @Json.Property("HttpsProxy") String httpsProxy,
        @Json.Property("NoProxy") String noProxy,
        @Json.Property("Name") String name,
        @Json.Property("Labels") List<String> labels,
        @Json.Property("ExperimentalBuild") boolean experimentalBuild,
        @Json.Property("ServerVersion") String serverVersion,
        @Json.Property("Runtimes") Map<String, RuntimeJson> runtimes,
        @Json.Property("DefaultRuntime") String defaultRuntime,
        @Json.Property("Swarm") SwarmJson swarm,
        @Json.Property("LiveRestoreEnabled") boolean liveRestoreEnabled,
        @Json.Property("Isolation") String isolation,
        @Json.Property("InitBinary") String initBinary,
        @Json.Property("ContainerdCommit") CommitJson containerdCommit,
        @Json.Property("RuncCommit") CommitJson runcCommit,
        @Json.Property("InitCommit") CommitJson initCommit,
        @Json.Property("SecurityOptions") List<String> securityOptions,
        @Json.Property("DefaultAddressPools") @Nullable List<AddressPoolJson> defaultAddressPools,
        @Json.Property("FirewallBackend") @Nullable FirewallJson firewallBackend,
        @Json.Property("CDISpecDirs") @Nullable List<String> cdiSpecDirs,
        @Json.Property("Containerd") @Nullable ContainerdJson containerd,
        @Json.Property("Warnings") List<String> warnings) {
    public InfoJson {
        id = Nil.text(id);
        driver = Nil.text(driver);
        driverStatus = Nil.orEmpty(driverStatus);
        systemStatus = Nil.omitEmpty(systemStatus);
        systemTime = Nil.text(systemTime);
        loggingDriver = Nil.text(loggingDriver);
        cgroupDriver = Nil.text(cgroupDriver);
        cgroupVersion = Nil.omitEmpty(cgroupVersion);
        kernelVersion = Nil.text(kernelVersion);
        operatingSystem = Nil.text(operatingSystem);
        osVersion = Nil.text(osVersion);
        osType = Nil.text(osType);
        architecture = Nil.text(architecture);
        indexServerAddress = Nil.text(indexServerAddress);
        genericResources = Nil.list(genericResources);
        dockerRootDir = Nil.text(dockerRootDir);
        httpProxy = Nil.text(httpProxy);
        httpsProxy = Nil.text(httpsProxy);
        noProxy = Nil.text(noProxy);
        name = Nil.text(name);
        labels = Nil.orEmpty(labels);
        serverVersion = Nil.text(serverVersion);
        runtimes = Nil.orEmpty(runtimes);
        defaultRuntime = Nil.text(defaultRuntime);
        isolation = Nil.text(isolation);
        initBinary = Nil.text(initBinary);
        securityOptions = Nil.orEmpty(securityOptions);
        defaultAddressPools = Nil.omitEmpty(defaultAddressPools);
        warnings = Nil.list(warnings);
    }

    /// Drivers by kind.
    @Json(caseInsensitiveKeys = true)
    public record PluginsJson(
            @Json.Property("Volume") List<String> volume,
            @Json.Property("Network") List<String> network,
            @Json.Property("Authorization") List<String> authorization,
            @Json.Property("Log") List<String> log) {
        public PluginsJson {
            volume = Nil.orEmpty(volume);
            network = Nil.orEmpty(network);
            authorization = Nil.list(authorization);
            log = Nil.orEmpty(log);
        }
    }

    /// Registries by name.
    @Json(caseInsensitiveKeys = true)
    public record RegistriesJson(
            @Json.Property("IndexConfigs") Map<String, IndexJson> indexConfigs,
            @Json.Property("InsecureRegistryCIDRs") List<String> insecureRegistryCidrs,
            @Json.Property("Mirrors") List<String> mirrors) {
        public RegistriesJson {
            indexConfigs = Nil.orEmpty(indexConfigs);
            insecureRegistryCidrs = Nil.orEmpty(insecureRegistryCidrs);
            mirrors = Nil.list(mirrors);
        }
    }

    /// One registry.
    @Json(caseInsensitiveKeys = true)
    public record IndexJson(
            @Json.Property("Mirrors") List<String> mirrors,
            @Json.Property("Name") String name,
            @Json.Property("Official") boolean official,
            @Json.Property("Secure") boolean secure) {
        public IndexJson {
            mirrors = Nil.orEmpty(mirrors);
            name = Nil.text(name);
        }
    }

    /// One OCI runtime.
    @Json(caseInsensitiveKeys = true)
    public record RuntimeJson(
            @Json.Property("path") String path) {
        public RuntimeJson {
            path = Nil.text(path);
        }
    }

    /// Never in a swarm.
    @Json(caseInsensitiveKeys = true)
    public record SwarmJson(
            @Json.Property("NodeID") String nodeId,
            @Json.Property("NodeAddr") String nodeAddr,
            @Json.Property("LocalNodeState") String localNodeState,
            @Json.Property("ControlAvailable") boolean controlAvailable,
            @Json.Property("Error") String error,
            @Json.Property("RemoteManagers") List<String> remoteManagers) {
        public SwarmJson {
            nodeId = Nil.text(nodeId);
            nodeAddr = Nil.text(nodeAddr);
            localNodeState = Nil.text(localNodeState);
            error = Nil.text(error);
            remoteManagers = Nil.list(remoteManagers);
        }
    }

    /// The version of a part.
    @Json(caseInsensitiveKeys = true)
    public record CommitJson(
            @Json.Property("ID") String id) {
        public CommitJson {
            id = Nil.text(id);
        }
    }

    /// Where subnets come from.
    @Json(caseInsensitiveKeys = true)
    public record AddressPoolJson(
            @Json.Property("Base") String base,
            @Json.Property("Size") int size) {
        public AddressPoolJson {
            base = Nil.text(base);
        }
    }

    /// How the firewall is spoken to.
    @Json(caseInsensitiveKeys = true)
    public record FirewallJson(
            @Json.Property("Driver") String driver) {
        public FirewallJson {
            driver = Nil.text(driver);
        }
    }

    /// For clients that ask.
    @Json(caseInsensitiveKeys = true)
    public record ContainerdJson(
            @Json.Property("Address") @Nullable String address) {
        public ContainerdJson {
            address = Nil.omitEmpty(address);
        }
    }
}
