package dev.conex.daemon;

import dev.conex.engine.EngineConfig.ContainerDefaults;
import dev.conex.engine.HostOptions;
import dev.conex.engine.HostOptions.FileOptions;
import dev.conex.engine.HostOptions.LifeOptions;
import dev.conex.engine.HostOptions.LogOptions;
import dev.conex.engine.HostOptions.NamespaceOptions;
import dev.conex.engine.HostOptions.NetworkOptions;
import dev.conex.engine.HostOptions.SecurityOptions;
import dev.conex.engine.ResourceOptions;
import java.util.Map;

/// The host half as inspect shows it: what the user left open is filled with what it means, as Docker does. Pure.
///
/// @param cgroupNamespace what is the default on this host: `host` or `private`
record ShownHost(ContainerDefaults defaults, String cgroupNamespace) {
    HostOptions of(HostOptions host) {
        return new HostOptions(
                files(host.files()),
                network(host.network()),
                security(host.security()),
                namespaces(host.namespaces(), host.security().privileged()),
                resources(host.resources()),
                life(host.life()));
    }

    private FileOptions files(FileOptions f) {
        return f.shmBytes() != 0
                ? f
                : new FileOptions(
                        f.binds(),
                        f.mounts(),
                        f.tmpfs(),
                        f.volumesFrom(),
                        f.volumeDriver(),
                        f.storageOpt(),
                        defaults.shmBytes());
    }

    private static NetworkOptions network(NetworkOptions n) {
        return new NetworkOptions(
                mode(n.mode()),
                n.ports(),
                n.publishAll(),
                n.dns(),
                n.dnsOptions(),
                n.dnsSearch(),
                n.extraHosts(),
                n.links());
    }

    /// The default network by its name.
    static String mode(String mode) {
        return mode.equals("default") || mode.isEmpty() ? "bridge" : mode;
    }

    private static SecurityOptions security(SecurityOptions s) {
        boolean open =
                s.privileged() || (s.securityOpt() != null && s.securityOpt().contains("systempaths=unconfined"));
        return new SecurityOptions(
                s.privileged(),
                s.capAdd(),
                s.capDrop(),
                s.securityOpt(),
                s.groupAdd(),
                s.readonlyRoot(),
                s.maskedPaths() != null || open ? s.maskedPaths() : SecurityOptions.MASKED,
                s.readonlyPaths() != null || open ? s.readonlyPaths() : SecurityOptions.READ_ONLY);
    }

    private NamespaceOptions namespaces(NamespaceOptions n, boolean privileged) {
        return new NamespaceOptions(
                n.ipc() == null ? "private" : n.ipc(),
                n.pid(),
                n.uts(),
                n.cgroup() == null ? (privileged ? "host" : cgroupNamespace) : n.cgroup(),
                n.user(),
                n.cgroupSpec());
    }

    private static ResourceOptions resources(ResourceOptions r) {
        var m = r.memory();
        boolean doubled = m.limitBytes() > 0 && m.swapBytes() == 0;
        var memory = new ResourceOptions.Memory(
                m.limitBytes(),
                doubled ? 2 * m.limitBytes() : m.swapBytes(),
                m.reservationBytes(),
                m.swappiness(),
                m.kernelBytes(),
                m.kernelTcpBytes(),
                m.oomKillDisable() == null ? Boolean.FALSE : m.oomKillDisable());
        return new ResourceOptions(memory, r.cpu(), r.blkio(), r.devices(), r.other());
    }

    private LifeOptions life(LifeOptions l) {
        return new LifeOptions(
                l.autoRemove(),
                l.restart(),
                l.init(),
                log(l.log()),
                l.sysctls(),
                l.annotations(),
                l.consoleSize(),
                l.containerIdFile(),
                l.runtime() == null ? "runc" : l.runtime(),
                l.isolation());
    }

    private LogOptions log(LogOptions log) {
        if (log.driver() != null) {
            return log;
        }
        boolean own = log.options() != null && !log.options().isEmpty();
        return new LogOptions(defaults.logDriver(), own ? log.options() : Map.copyOf(defaults.logOptions()));
    }
}
