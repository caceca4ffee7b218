package dev.conex.engine;

import dev.conex.runtime.Security;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The host half of a container, grouped by what it is about. Everything as given; absent stays absent.
@Json
public record HostOptions(
        FileOptions files,
        NetworkOptions network,
        SecurityOptions security,
        NamespaceOptions namespaces,
        ResourceOptions resources,
        LifeOptions life) {
    /// What `docker run IMAGE` means.
    public static final HostOptions DEFAULTS = new HostOptions(
            FileOptions.DEFAULTS,
            NetworkOptions.DEFAULTS,
            SecurityOptions.DEFAULTS,
            NamespaceOptions.DEFAULTS,
            ResourceOptions.DEFAULTS,
            LifeOptions.DEFAULTS);

    /// The same with other files.
    public HostOptions withFiles(FileOptions other) {
        return new HostOptions(other, network, security, namespaces, resources, life);
    }

    /// The same with another network.
    public HostOptions withNetwork(NetworkOptions other) {
        return new HostOptions(files, other, security, namespaces, resources, life);
    }

    /// The same with other limits.
    public HostOptions withResources(ResourceOptions other) {
        return new HostOptions(files, network, security, namespaces, other, life);
    }

    /// The same with another life.
    public HostOptions withLife(LifeOptions other) {
        return new HostOptions(files, network, security, namespaces, resources, other);
    }

    /// What is mounted. `binds` are `source:target[:options]`, `tmpfs` maps a target to its options.
    @Json
    public record FileOptions(
            @Nullable List<String> binds,
            @Nullable List<MountWish> mounts,
            @Nullable Map<String, String> tmpfs,
            @Nullable List<String> volumesFrom,
            @Nullable String volumeDriver,
            @Nullable Map<String, String> storageOpt,
            long shmBytes) {
        public static final FileOptions DEFAULTS = new FileOptions(null, null, null, null, null, null, 0);

        public FileOptions {
            binds = Given.keep(binds);
            mounts = Given.keep(mounts);
            tmpfs = Given.keep(tmpfs);
            volumesFrom = Given.keep(volumesFrom);
            storageOpt = Given.keep(storageOpt);
        }

        /// Only binds.
        public static FileOptions binds(String... binds) {
            return new FileOptions(List.of(binds), null, null, null, null, null, 0);
        }
    }

    /// How it is reached. `mode`: `default`, `bridge`, `host`, `none`, `container:REF`, or a network's name or
    /// id.
    /// `ports` maps `80/tcp` to where it is published.
    @Json
    public record NetworkOptions(
            String mode,
            @Nullable Map<String, List<PortBinding>> ports,
            boolean publishAll,
            @Nullable List<String> dns,
            @Nullable List<String> dnsOptions,
            @Nullable List<String> dnsSearch,
            @Nullable List<String> extraHosts,
            @Nullable List<String> links) {
        public static final NetworkOptions DEFAULTS =
                new NetworkOptions("default", null, false, null, null, null, null, null);

        public NetworkOptions {
            ports = Given.keep(ports);
            dns = Given.keep(dns);
            dnsOptions = Given.keep(dnsOptions);
            dnsSearch = Given.keep(dnsSearch);
            extraHosts = Given.keep(extraHosts);
            links = Given.keep(links);
        }

        /// Only a mode.
        public static NetworkOptions mode(String mode) {
            return new NetworkOptions(mode, null, false, null, null, null, null, null);
        }

        /// The same with published ports.
        public NetworkOptions withPorts(Map<String, List<PortBinding>> other) {
            return new NetworkOptions(mode, other, publishAll, dns, dnsOptions, dnsSearch, extraHosts, links);
        }
    }

    /// Where a port is published; empty values mean every address and a port of the engine's choice.
    @Json
    public record PortBinding(
            @Nullable String hostIp, @Nullable String hostPort) {}

    /// What it may do.
    @Json
    public record SecurityOptions(
            boolean privileged,
            @Nullable List<String> capAdd,
            @Nullable List<String> capDrop,
            @Nullable List<String> securityOpt,
            @Nullable List<String> groupAdd,
            boolean readonlyRoot,
            @Nullable List<String> maskedPaths,
            @Nullable List<String> readonlyPaths) {
        public static final SecurityOptions DEFAULTS =
                new SecurityOptions(false, null, null, null, null, false, null, null);
        /// What a container can't read when it isn't privileged and doesn't say.
        public static final List<String> MASKED = Security.STANDARD.maskedPaths();
        /// What it can't write then.
        public static final List<String> READ_ONLY = Security.STANDARD.readonlyPaths();

        public SecurityOptions {
            capAdd = Given.keep(capAdd);
            capDrop = Given.keep(capDrop);
            securityOpt = Given.keep(securityOpt);
            groupAdd = Given.keep(groupAdd);
            maskedPaths = Given.keep(maskedPaths);
            readonlyPaths = Given.keep(readonlyPaths);
        }
    }

    /// Which namespaces are its own: empty, `host`, `private`, `container:REF`, for ipc also `shareable` and
    /// `none`.
    @Json
    public record NamespaceOptions(
            @Nullable String ipc,
            @Nullable String pid,
            @Nullable String uts,
            @Nullable String cgroup,
            @Nullable String user,
            @Nullable String cgroupSpec) {
        public static final NamespaceOptions DEFAULTS = new NamespaceOptions(null, null, null, null, null, null);
    }

    /// How it lives. `init` absent = the engine's default; `consoleSize` is rows, columns.
    @Json
    public record LifeOptions(
            boolean autoRemove,
            RestartPolicy restart,
            @Nullable Boolean init,
            LogOptions log,
            @Nullable Map<String, String> sysctls,
            @Nullable Map<String, String> annotations,
            @Nullable List<Integer> consoleSize,
            @Nullable String containerIdFile,
            @Nullable String runtime,
            @Nullable String isolation) {
        public static final LifeOptions DEFAULTS =
                new LifeOptions(false, RestartPolicy.NO, null, LogOptions.DEFAULTS, null, null, null, null, null, null);

        public LifeOptions {
            sysctls = Given.keep(sysctls);
            annotations = Given.keep(annotations);
            consoleSize = Given.keep(consoleSize);
        }

        /// The same, removed by itself after its end.
        public LifeOptions withAutoRemove() {
            return new LifeOptions(
                    true, restart, init, log, sysctls, annotations, consoleSize, containerIdFile, runtime, isolation);
        }

        /// The same with another restart policy.
        public LifeOptions withRestart(RestartPolicy other) {
            return new LifeOptions(
                    autoRemove,
                    other,
                    init,
                    log,
                    sysctls,
                    annotations,
                    consoleSize,
                    containerIdFile,
                    runtime,
                    isolation);
        }
    }

    /// Where its output goes; an absent driver is the engine's default.
    @Json
    public record LogOptions(
            @Nullable String driver, @Nullable Map<String, String> options) {
        public static final LogOptions DEFAULTS = new LogOptions(null, null);

        public LogOptions {
            options = Given.keep(options);
        }
    }
}
