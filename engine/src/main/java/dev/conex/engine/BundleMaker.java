package dev.conex.engine;

import dev.conex.engine.stored.StoredMount;
import dev.conex.linux.Dir;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Mount;
import dev.conex.linux.Mounts;
import dev.conex.oci.ChainId;
import dev.conex.runtime.Bundle;
import dev.conex.runtime.BundleMount;
import dev.conex.runtime.BundleMount.BindOptions;
import dev.conex.runtime.BundleMount.Propagation;
import dev.conex.runtime.NamespaceMode;
import dev.conex.runtime.Namespaces;
import dev.conex.runtime.ProcessSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Turns a container's record into the runtime's bundle.
final class BundleMaker {
    private static final String ETC_HOSTS = "/etc/hosts";
    private static final String ETC_HOSTNAME = "/etc/hostname";
    private static final String ETC_RESOLV_CONF = "/etc/resolv.conf";

    private static final Map<String, String> UNPRIVILEGED =
            Map.of("net.ipv4.ip_unprivileged_port_start", "0", "net.ipv4.ping_group_range", "0 2147483647");

    private final Core core;

    BundleMaker(Core core) {
        this.core = core;
    }

    /// As [#bundle(ContainerRecord, Mount, boolean, Launcher.OpenMounts)], with a root that can be written.
    Bundle bundle(ContainerRecord r, Mount root, Launcher.OpenMounts mounts) throws IOException {
        return bundle(r, root, true, mounts);
    }

    /// Everything that a launch is decided by. A root that can be written gets its working directory. `mounts`
    /// keeps what must stay open until the runtime has used it.
    Bundle bundle(ContainerRecord r, Mount root, boolean writableRoot, Launcher.OpenMounts mounts) throws IOException {
        var id = r.key();
        var host = r.host();
        var config = r.config();
        UserLookup.Found user;
        try (var dir = root.root()) {
            user = ImageUsers.find(
                    dir, Given.text(config.user()), Given.list(host.security().groupAdd()));
            if (writableRoot) {
                WorkingDirs.make(dir, Given.text(config.workingDir()));
            }
        }
        var security = SpecSecurity.of(
                host.security(),
                Given.list(host.resources().devices().cgroupRules()),
                core.config().containers().noNewPrivileges());
        var init = host.life().init();
        var namespaces = namespaces(r);
        boolean hostUts = namespaces.uts() instanceof NamespaceMode.Host;
        return new Bundle(
                r.id(),
                core.runDir(id),
                core.stateDir(id),
                root,
                host.security().readonlyRoot(),
                process(r, user, security),
                namespaces,
                mounts(r, mounts),
                SpecDevices.throttled(
                        SpecLimits.limits(host.resources()), host.resources().blkio()),
                security.security(),
                hostUts ? null : hostname(r),
                hostUts || Given.text(config.domainname()).isEmpty() ? null : config.domainname(),
                SpecDevices.devices(
                        Given.list(host.resources().devices().mappings()),
                        host.security().privileged()),
                sysctls(r),
                SpecLog.policy(host.life().log(), core.config().containers()),
                init == null ? core.config().containers().init() : init,
                config.openStdin(),
                cgroup(r),
                host.files().shmBytes() > 0
                        ? host.files().shmBytes()
                        : core.config().containers().shmBytes());
    }

    /// What its cgroup is called: its id, below the engine's parent, or the path that was wished.
    static String cgroup(ContainerRecord r) {
        var parent = Given.text(r.host().resources().other().cgroupParent());
        return parent.isEmpty() ? r.id() : MountGrammar.normal(parent + "/" + r.id());
    }

    private ProcessSpec process(ContainerRecord r, UserLookup.Found user, SpecSecurity security) {
        var config = r.config();
        var other = r.host().resources().other();
        var ulimits = other.ulimits() == null ? core.config().containers().ulimits() : other.ulimits();
        var size = Given.list(r.host().life().consoleSize());
        var workingDir = Given.text(config.workingDir());
        return new ProcessSpec(
                SpecMerge.command(config),
                ProcessEnv.of(hostname(r), config.tty(), Given.list(config.env()), user.home()),
                workingDir.isEmpty() ? "/" : workingDir,
                user.identity(),
                config.tty()
                        ? new ProcessSpec.Terminal(
                                size.size() == 2 ? size.get(0) : 0, size.size() == 2 ? size.get(1) : 0)
                        : null,
                security.caps(),
                security.noNewPrivileges(),
                SpecLimits.ulimits(ulimits),
                other.oomScoreAdj() == 0 ? null : other.oomScoreAdj(),
                security.seccomp());
    }

    private Namespaces namespaces(ContainerRecord r) {
        var n = r.host().namespaces();
        var network = switch (NetworkMode.of(r.spec())) {
            case NetworkMode.Host _ -> NamespaceMode.HOST;
            case NetworkMode.None _, NetworkMode.Named _ -> NamespaceMode.PRIVATE;
            case NetworkMode.JoinedTo j -> joined(j.container(), "network");
        };
        // a shared network namespace comes with its name, as in Docker
        var uts = Given.text(n.uts()).equals("host") || network instanceof NamespaceMode.Host
                ? NamespaceMode.HOST
                : NamespaceMode.PRIVATE;
        var cgroup = switch (Given.text(n.cgroup())) {
            case "host" -> NamespaceMode.HOST;
            case "private" -> NamespaceMode.PRIVATE;
            default -> Namespaces.STANDARD.cgroup();
        };
        return new Namespaces(mode(Given.text(n.pid()), "pid"), network, mode(Given.text(n.ipc()), "ipc"), uts, cgroup);
    }

    private NamespaceMode mode(String word, String what) {
        if (word.startsWith("container:")) {
            return joined(word.substring("container:".length()), what);
        }
        return word.equals("host") ? NamespaceMode.HOST : NamespaceMode.PRIVATE;
    }

    private NamespaceMode joined(String ref, String what) {
        var other = core.table().find(ref).record();
        if (!other.state().alive()) {
            throw new Refusal.Conflict("cannot join %s namespace of a non running container: container %s is %s"
                    .formatted(what, other.id(), other.state().word()));
        }
        return new NamespaceMode.Joined(other.state().life().pid());
    }

    private List<BundleMount> mounts(ContainerRecord r, Launcher.OpenMounts open) throws IOException {
        var all = new ArrayList<BundleMount>();
        etc(r, all);
        var sorted = new ArrayList<>(r.mounts());
        // parents before what lies in them
        sorted.sort(Comparator.comparingInt(
                m -> (int) m.destination().chars().filter(c -> c == '/').count()));
        for (var m : sorted) {
            all.removeIf(mount -> mount.target().equals(m.destination()));
            all.add(mount(m, open));
        }
        return all;
    }

    /// Its own name, or that of the container whose network it shares.
    private String hostname(ContainerRecord r) {
        var owner = NetworkMode.of(r.spec()) instanceof NetworkMode.JoinedTo j
                ? core.table().find(j.container()).record()
                : r;
        return Given.text(owner.config().hostname());
    }

    /// What was asked for, and what Docker sets in every network namespace of its own: ports below 1024 and ping need
    /// no capability there.
    private static Map<String, String> sysctls(ContainerRecord r) {
        var asked = Given.map(r.host().life().sysctls());
        return switch (NetworkMode.of(r.spec())) {
            case NetworkMode.Host _, NetworkMode.JoinedTo _ -> asked;
            case NetworkMode.None _, NetworkMode.Named _ -> {
                var all = new TreeMap<>(UNPRIVILEGED);
                all.putAll(asked);
                yield all;
            }
        };
    }

    /// The three files, of itself or of the container whose network it shares.
    private void etc(ContainerRecord r, List<BundleMount> all) {
        var owner = NetworkMode.of(r.spec()) instanceof NetworkMode.JoinedTo j
                ? core.table().find(j.container()).id()
                : r.key();
        var etc = core.etc(owner);
        var options = r.host().security().readonlyRoot() ? BindOptions.READ_ONLY : BindOptions.READ_WRITE;
        all.add(new BundleMount.Bind(etc.resolvConf(), ETC_RESOLV_CONF, options));
        all.add(new BundleMount.Bind(etc.hostname(), ETC_HOSTNAME, options));
        all.add(new BundleMount.Bind(etc.hosts(), ETC_HOSTS, options));
    }

    private BundleMount mount(StoredMount m, Launcher.OpenMounts open) throws IOException {
        return switch (m.kind()) {
            case TMPFS -> new BundleMount.Tmpfs(m.destination(), m.options());
            case BIND -> bind(m);
            case VOLUME -> m.options().isEmpty() ? volume(m) : part(m, open);
            case IMAGE ->
                open.attached(
                        core.storage()
                                .snapshots()
                                .view(m.options().stream().map(ChainId::parse).toList()),
                        m.destination(),
                        true);
        };
    }

    private static BundleMount volume(StoredMount m) {
        return new BundleMount.Bind(
                Path.of(m.source()), m.destination(), new BindOptions(!m.writable(), true, true, Propagation.PRIVATE));
    }

    /// A part of a volume. Containers write there, so nothing below the volume is reached by a path: links end in it.
    private static BundleMount part(StoredMount m, Launcher.OpenMounts open) throws IOException {
        var part = m.options().getFirst();
        var volume = m.source().substring(0, m.source().length() - part.length() - 1);
        try (var dir = Dir.open(Path.of(volume));
                var node = dir.nodeFollowed(part.getBytes(StandardCharsets.UTF_8))) {
            return open.attached(Mounts.bindTree(node.fd(), true), m.destination(), !m.writable());
        } catch (ErrnoException e) {
            throw new Refusal.Invalid(
                    Refusal.What.MOUNT,
                    m.destination(),
                    "cannot access path %s/%s: %s".formatted(volume, part, e.getMessage()));
        }
    }

    private static BundleMount bind(StoredMount m) throws IOException {
        var source = Path.of(m.source());
        if (!Files.exists(source)) {
            if (!m.options().contains("create")) {
                throw new Refusal.Invalid(
                        Refusal.What.MOUNT,
                        m.source(),
                        "invalid mount config for type \"bind\": bind source path does not exist: " + m.source());
            }
            Files.createDirectories(source);
        }
        var propagation = switch (m.propagation()) {
            case "shared", "rshared" -> Propagation.SHARED;
            case "slave", "rslave" -> Propagation.SLAVE;
            default -> Propagation.PRIVATE;
        };
        return new BundleMount.Bind(
                source, m.destination(), new BindOptions(!m.writable(), m.recursive(), m.recursive(), propagation));
    }
}
