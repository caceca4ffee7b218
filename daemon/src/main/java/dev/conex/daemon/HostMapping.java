package dev.conex.daemon;

import dev.conex.api.HostConfig;
import dev.conex.api.HostFiles;
import dev.conex.api.HostLife;
import dev.conex.api.HostNamespaces;
import dev.conex.api.HostNetwork;
import dev.conex.api.HostSecurity;
import dev.conex.api.LogSettings;
import dev.conex.api.Nil;
import dev.conex.api.RestartSettings;
import dev.conex.engine.HostOptions;
import dev.conex.engine.RestartPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The host half of a container, both ways.
final class HostMapping {
    private HostMapping() {}

    static HostOptions options(HostConfig host) {
        return new HostOptions(
                files(host.files()),
                network(host.network()),
                security(host.security()),
                namespaces(host.namespaces()),
                LimitMapping.resources(host.limits()),
                life(host.life()));
    }

    static HostConfig settings(HostOptions host) {
        return new HostConfig(
                files(host.files()),
                network(host.network()),
                security(host.security()),
                namespaces(host.namespaces()),
                life(host.life()),
                LimitMapping.limits(host.resources()));
    }

    private static HostOptions.FileOptions files(HostFiles f) {
        return new HostOptions.FileOptions(
                Nil.given(f.binds()),
                MountMapping.wishes(f.mounts()),
                f.tmpfs(),
                Nil.given(f.volumesFrom()),
                Nil.omitEmpty(f.volumeDriver()),
                f.storageOpt(),
                f.shmSize());
    }

    private static HostFiles files(HostOptions.FileOptions f) {
        return new HostFiles(
                Nil.list(f.binds()),
                "",
                MountMapping.settings(f.mounts()),
                f.tmpfs(),
                Nil.list(f.volumesFrom()),
                Nil.text(f.volumeDriver()),
                f.storageOpt(),
                f.shmBytes());
    }

    private static HostOptions.NetworkOptions network(HostNetwork n) {
        return new HostOptions.NetworkOptions(
                n.networkMode().isEmpty() ? "default" : n.networkMode(),
                ports(Nil.given(n.portBindings())),
                n.publishAllPorts(),
                Nil.given(n.dns()),
                Nil.given(n.dnsOptions()),
                Nil.given(n.dnsSearch()),
                Nil.given(n.extraHosts()),
                Nil.given(n.links()));
    }

    private static HostNetwork network(HostOptions.NetworkOptions n) {
        return new HostNetwork(
                n.mode(),
                portSettings(n.ports()),
                n.publishAll(),
                Nil.list(n.dns()),
                Nil.list(n.dnsOptions()),
                Nil.list(n.dnsSearch()),
                Nil.list(n.extraHosts()),
                Nil.list(n.links()));
    }

    private static @Nullable Map<String, List<HostOptions.PortBinding>> ports(
            @Nullable Map<String, List<dev.conex.api.PortBinding>> ports) {
        if (ports == null) {
            return null;
        }
        var map = new LinkedHashMap<String, List<HostOptions.PortBinding>>();
        ports.forEach((port, bindings) -> map.put(
                port,
                bindings.stream()
                        .map(b -> new HostOptions.PortBinding(Nil.omitEmpty(b.hostIp()), Nil.omitEmpty(b.hostPort())))
                        .toList()));
        return map;
    }

    /// As asked for; nobody's are an empty object.
    static Map<String, List<dev.conex.api.PortBinding>> portSettings(
            @Nullable Map<String, List<HostOptions.PortBinding>> ports) {
        var map = new java.util.TreeMap<String, List<dev.conex.api.PortBinding>>();
        if (ports != null) {
            ports.forEach((port, bindings) -> map.put(port, bindings(bindings)));
        }
        return map;
    }

    /// As bound now; an exposed port that isn't published is null.
    static List<dev.conex.api.PortBinding> bindings(List<HostOptions.PortBinding> bindings) {
        if (bindings.isEmpty()) {
            return Nil.list();
        }
        return bindings.stream()
                .map(b -> new dev.conex.api.PortBinding(Nil.text(b.hostIp()), Nil.text(b.hostPort())))
                .toList();
    }

    private static HostOptions.SecurityOptions security(HostSecurity s) {
        return new HostOptions.SecurityOptions(
                s.privileged(),
                Nil.given(s.capAdd()),
                Nil.given(s.capDrop()),
                Nil.given(s.securityOpt()),
                Nil.given(s.groupAdd()),
                s.readonlyRootfs(),
                s.maskedPaths(),
                s.readonlyPaths());
    }

    private static HostSecurity security(HostOptions.SecurityOptions s) {
        return new HostSecurity(
                Nil.list(s.capAdd()),
                Nil.list(s.capDrop()),
                Nil.list(s.groupAdd()),
                s.privileged(),
                s.readonlyRoot(),
                Nil.list(s.securityOpt()),
                s.maskedPaths(),
                s.readonlyPaths());
    }

    private static HostOptions.NamespaceOptions namespaces(HostNamespaces n) {
        return new HostOptions.NamespaceOptions(
                Nil.omitEmpty(n.ipcMode()),
                Nil.omitEmpty(n.pidMode()),
                Nil.omitEmpty(n.utsMode()),
                Nil.omitEmpty(n.cgroupnsMode()),
                Nil.omitEmpty(n.usernsMode()),
                Nil.omitEmpty(n.cgroup()));
    }

    private static HostNamespaces namespaces(HostOptions.NamespaceOptions n) {
        return new HostNamespaces(
                Nil.text(n.cgroup()),
                Nil.text(n.ipc()),
                Nil.text(n.cgroupSpec()),
                Nil.text(n.pid()),
                Nil.text(n.uts()),
                Nil.text(n.user()));
    }

    private static HostOptions.LifeOptions life(HostLife l) {
        return new HostOptions.LifeOptions(
                l.autoRemove(),
                restart(l.restartPolicy()),
                l.init(),
                new HostOptions.LogOptions(
                        Nil.omitEmpty(l.logConfig().type()),
                        Nil.given(l.logConfig().config())),
                l.sysctls(),
                l.annotations(),
                Nil.given(l.consoleSize()),
                null,
                Nil.omitEmpty(l.runtime()),
                Nil.omitEmpty(l.isolation()));
    }

    private static HostLife life(HostOptions.LifeOptions l) {
        return new HostLife(
                new LogSettings(Nil.text(l.log().driver()), Nil.orEmpty(l.log().options())),
                new RestartSettings(l.restart().name(), l.restart().retriesMax()),
                l.autoRemove(),
                l.consoleSize() == null ? List.of(0, 0) : l.consoleSize(),
                l.annotations(),
                l.runtime(),
                Nil.text(l.isolation()),
                l.sysctls(),
                l.init());
    }

    static RestartPolicy restart(RestartSettings r) {
        return new RestartPolicy(r.name(), r.maximumRetryCount());
    }
}
