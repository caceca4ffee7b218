package dev.conex.daemon;

import dev.conex.daemon.DaemonOption.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every setting of dockerd that we know.
final class DaemonOptions {
    static final List<DaemonOption> ALL = List.of(
            new DaemonOption(
                    "add-runtime", "runtimes", Kind.OBJECT, false, "Register an additional OCI compatible runtime"),
            new DaemonOption(
                    "allow-direct-routing",
                    "allow-direct-routing",
                    Kind.SWITCH,
                    false,
                    "Allow remote access to published ports on container IP addresses"),
            new DaemonOption(
                    "authorization-plugin", "authorization-plugins", Kind.LIST, false, "Authorization plugins to load"),
            new DaemonOption("bip", "bip", Kind.TEXT, true, "IPv4 address for the default bridge"),
            new DaemonOption("bip6", "bip6", Kind.TEXT, false, "IPv6 address for the default bridge"),
            new DaemonOption(
                    "bridge",
                    "bridge",
                    Kind.TEXT,
                    true,
                    "Attach containers to a network bridge (none: no default network)"),
            new DaemonOption("cdi-spec-dir", "cdi-spec-dirs", Kind.LIST, false, "CDI specification directories to use"),
            new DaemonOption("cgroup-parent", "cgroup-parent", Kind.TEXT, true, "Set parent cgroup for all containers"),
            new DaemonOption(
                    "config-file",
                    "",
                    Kind.TEXT,
                    true,
                    "Daemon configuration file (default \"/etc/conex/daemon.json\")"),
            new DaemonOption("containerd", "containerd", Kind.TEXT, false, "containerd grpc address"),
            new DaemonOption(
                    "containerd-namespace", "containerd-namespace", Kind.TEXT, false, "Containerd namespace to use"),
            new DaemonOption(
                    "containerd-plugins-namespace",
                    "containerd-plugin-namespace",
                    Kind.TEXT,
                    false,
                    "Containerd namespace to use for plugins"),
            new DaemonOption(
                    "cpu-rt-period",
                    "cpu-rt-period",
                    Kind.NUMBER,
                    false,
                    "Limit the CPU real-time period in microseconds for the parent cgroup"),
            new DaemonOption(
                    "cpu-rt-runtime",
                    "cpu-rt-runtime",
                    Kind.NUMBER,
                    false,
                    "Limit the CPU real-time runtime in microseconds for the parent cgroup"),
            new DaemonOption("cri-containerd", "", Kind.SWITCH, false, "start containerd with cri"),
            new DaemonOption(
                    "data-root",
                    "data-root",
                    Kind.TEXT,
                    true,
                    "Root directory of persistent state (default \"/var/lib/conex\")"),
            new DaemonOption("debug", "debug", Kind.SWITCH, true, "Enable debug mode"),
            new DaemonOption(
                    "default-address-pool",
                    "default-address-pools",
                    Kind.POOLS,
                    true,
                    "Default address pools for node specific local networks"),
            new DaemonOption(
                    "default-cgroupns-mode",
                    "default-cgroupns-mode",
                    Kind.TEXT,
                    false,
                    "Default mode for containers cgroup namespace"),
            new DaemonOption(
                    "default-gateway",
                    "default-gateway",
                    Kind.TEXT,
                    false,
                    "Default gateway IPv4 address for the default bridge network"),
            new DaemonOption(
                    "default-gateway-v6",
                    "default-gateway-v6",
                    Kind.TEXT,
                    false,
                    "Default gateway IPv6 address for the default bridge network"),
            new DaemonOption(
                    "default-ipc-mode", "default-ipc-mode", Kind.TEXT, false, "Default mode for containers ipc"),
            new DaemonOption(
                    "default-network-opt", "default-network-opts", Kind.OBJECT, false, "Default network options"),
            new DaemonOption(
                    "default-runtime", "default-runtime", Kind.TEXT, false, "Default OCI runtime for containers"),
            new DaemonOption(
                    "default-shm-size", "default-shm-size", Kind.TEXT, true, "Default shm size for containers"),
            new DaemonOption("default-ulimit", "default-ulimits", Kind.LIMITS, true, "Default ulimits for containers"),
            new DaemonOption("dns", "dns", Kind.LIST, true, "DNS server to use"),
            new DaemonOption("dns-opt", "dns-opts", Kind.LIST, true, "DNS options to use"),
            new DaemonOption("dns-search", "dns-search", Kind.LIST, true, "DNS search domains to use"),
            new DaemonOption("exec-opt", "exec-opts", Kind.LIST, false, "Runtime execution options"),
            new DaemonOption(
                    "exec-root",
                    "",
                    Kind.TEXT,
                    true,
                    "Root directory for execution state files (default \"/run/conex\")"),
            new DaemonOption("experimental", "experimental", Kind.SWITCH, false, "Enable experimental features"),
            new DaemonOption("feature", "features", Kind.OBJECT, false, "Enable feature in the daemon"),
            new DaemonOption("firewall-backend", "firewall-backend", Kind.TEXT, false, "Firewall backend to use"),
            new DaemonOption(
                    "fixed-cidr", "fixed-cidr", Kind.TEXT, false, "IPv4 subnet for the default bridge network"),
            new DaemonOption(
                    "fixed-cidr-v6", "fixed-cidr-v6", Kind.TEXT, false, "IPv6 subnet for the default bridge network"),
            new DaemonOption("group", "group", Kind.TEXT, true, "Group for the unix socket (default: the owner only)"),
            new DaemonOption("host", "hosts", Kind.LIST, true, "Daemon socket(s) to connect to"),
            new DaemonOption(
                    "host-gateway-ip",
                    "host-gateway-ips",
                    Kind.LIST,
                    true,
                    "IP addresses that the special 'host-gateway' string in --add-host resolves to"),
            new DaemonOption("http-proxy", "", Kind.TEXT, false, "HTTP proxy URL to use for outgoing traffic"),
            new DaemonOption("https-proxy", "", Kind.TEXT, false, "HTTPS proxy URL to use for outgoing traffic"),
            new DaemonOption(
                    "icc",
                    "icc",
                    Kind.SWITCH,
                    true,
                    "Enable inter-container communication for the default bridge network"),
            new DaemonOption(
                    "init",
                    "init",
                    Kind.SWITCH,
                    true,
                    "Run an init in the container to forward signals and reap processes"),
            new DaemonOption("init-path", "init-path", Kind.TEXT, true, "Path to the init binary"),
            new DaemonOption(
                    "insecure-registry",
                    "insecure-registries",
                    Kind.LIST,
                    true,
                    "Enable insecure registry communication"),
            new DaemonOption(
                    "ip", "ip", Kind.TEXT, true, "Host IP for port publishing from the default bridge network"),
            new DaemonOption(
                    "ip-forward", "ip-forward", Kind.SWITCH, true, "Enable IP forwarding in system configuration"),
            new DaemonOption(
                    "ip-forward-no-drop",
                    "ip-forward-no-drop",
                    Kind.SWITCH,
                    false,
                    "Do not set the filter-FORWARD policy to DROP when enabling IP forwarding"),
            new DaemonOption(
                    "ip-masq", "ip-masq", Kind.SWITCH, true, "Enable IP masquerading for the default bridge network"),
            new DaemonOption("ip6tables", "ip6tables", Kind.SWITCH, false, "Enable addition of ip6tables rules"),
            new DaemonOption("iptables", "iptables", Kind.SWITCH, false, "Enable addition of iptables rules"),
            new DaemonOption(
                    "ipv6", "ipv6", Kind.SWITCH, true, "Enable IPv6 networking for the default bridge network"),
            new DaemonOption("label", "labels", Kind.LIST, true, "Set key=value labels to the daemon"),
            new DaemonOption(
                    "live-restore", "live-restore", Kind.SWITCH, true, "Keep containers running when the daemon stops"),
            new DaemonOption(
                    "log-driver",
                    "log-driver",
                    Kind.TEXT,
                    true,
                    "Default driver for container logs (default \"json-file\")"),
            new DaemonOption("log-format", "log-format", Kind.TEXT, false, "Set the logging format"),
            new DaemonOption(
                    "log-level",
                    "log-level",
                    Kind.TEXT,
                    true,
                    "Set the logging level (\"debug\"|\"info\"|\"warn\"|\"error\"|\"fatal\")"),
            new DaemonOption("log-opt", "log-opts", Kind.MAP, true, "Default log driver options for containers"),
            new DaemonOption(
                    "max-concurrent-downloads",
                    "max-concurrent-downloads",
                    Kind.NUMBER,
                    true,
                    "Set the max concurrent downloads"),
            new DaemonOption(
                    "max-concurrent-uploads",
                    "max-concurrent-uploads",
                    Kind.NUMBER,
                    true,
                    "Set the max concurrent uploads"),
            new DaemonOption(
                    "max-download-attempts",
                    "max-download-attempts",
                    Kind.NUMBER,
                    false,
                    "Set the max download attempts for each pull"),
            new DaemonOption(
                    "metrics-addr",
                    "metrics-addr",
                    Kind.TEXT,
                    false,
                    "Set default address and port to serve the metrics api on"),
            new DaemonOption("mtu", "mtu", Kind.NUMBER, true, "Set the MTU for the default \"bridge\" network"),
            new DaemonOption(
                    "network-control-plane-mtu",
                    "network-control-plane-mtu",
                    Kind.NUMBER,
                    false,
                    "Network Control plane MTU"),
            new DaemonOption(
                    "no-new-privileges",
                    "no-new-privileges",
                    Kind.SWITCH,
                    true,
                    "Set no-new-privileges by default for new containers"),
            new DaemonOption(
                    "no-proxy",
                    "",
                    Kind.TEXT,
                    false,
                    "Comma-separated list of hosts or IP addresses for which the proxy is skipped"),
            new DaemonOption(
                    "node-generic-resource",
                    "node-generic-resources",
                    Kind.LIST,
                    false,
                    "Advertise user-defined resource"),
            new DaemonOption(
                    "pidfile",
                    "pidfile",
                    Kind.TEXT,
                    true,
                    "Path to use for daemon PID file (default EXEC-ROOT/conexd.pid)"),
            new DaemonOption("raw-logs", "raw-logs", Kind.SWITCH, false, "Full timestamps without ANSI coloring"),
            new DaemonOption("registry-mirror", "registry-mirrors", Kind.LIST, true, "Preferred registry mirror"),
            new DaemonOption("rootless", "", Kind.SWITCH, false, "Enable rootless mode"),
            new DaemonOption(
                    "seccomp-profile",
                    "seccomp-profile",
                    Kind.TEXT,
                    true,
                    "Path to seccomp profile, or \"unconfined\""),
            new DaemonOption("selinux-enabled", "selinux-enabled", Kind.SWITCH, false, "Enable selinux support"),
            new DaemonOption("shim", "", Kind.TEXT, true, "Path to conex-shim (default: the one of this distribution)"),
            new DaemonOption(
                    "shutdown-timeout",
                    "shutdown-timeout",
                    Kind.NUMBER,
                    true,
                    "Set the default shutdown timeout (default 15)"),
            new DaemonOption("storage-driver", "storage-driver", Kind.TEXT, false, "Storage driver to use"),
            new DaemonOption("storage-opt", "storage-opts", Kind.LIST, false, "Storage driver options"),
            new DaemonOption(
                    "swarm-default-advertise-addr",
                    "swarm-default-advertise-addr",
                    Kind.TEXT,
                    false,
                    "Set default address or interface for swarm advertised address"),
            new DaemonOption(
                    "tls",
                    "tls",
                    Kind.SWITCH,
                    true,
                    "Use TLS; implied by --tlsverify. --tls=false allows TCP without any protection"),
            new DaemonOption("tlscacert", "tlscacert", Kind.TEXT, true, "Trust certs signed only by this CA"),
            new DaemonOption("tlscert", "tlscert", Kind.TEXT, true, "Path to TLS certificate file"),
            new DaemonOption("tlskey", "tlskey", Kind.TEXT, true, "Path to TLS key file"),
            new DaemonOption("tlsverify", "tlsverify", Kind.SWITCH, true, "Use TLS and verify the remote"),
            new DaemonOption(
                    "userland-proxy", "userland-proxy", Kind.SWITCH, false, "Use userland proxy for loopback traffic"),
            new DaemonOption(
                    "userland-proxy-path",
                    "userland-proxy-path",
                    Kind.TEXT,
                    false,
                    "Path to the userland proxy binary"),
            new DaemonOption(
                    "userns-remap", "userns-remap", Kind.TEXT, false, "User/Group setting for user namespaces"),
            new DaemonOption("", "builder", Kind.OBJECT, false, "Settings of the builder"),
            new DaemonOption("", "proxies", Kind.OBJECT, false, "Proxies for outgoing traffic"),
            new DaemonOption("", "min-api-version", Kind.TEXT, false, "Minimum API version to serve"));

    /// Short flags.
    private static final Map<Character, String> SHORT = Map.of(
            'b',
            "bridge",
            'D',
            "debug",
            'G',
            "group",
            'H',
            "host",
            'l',
            "log-level",
            'p',
            "pidfile",
            's',
            "storage-driver");

    private DaemonOptions() {}

    static Optional<DaemonOption> byFlag(String flag) {
        return ALL.stream()
                .filter(option -> !flag.isEmpty() && option.flag().equals(flag))
                .findFirst();
    }

    static Optional<DaemonOption> byShort(char letter) {
        var flag = SHORT.get(letter);
        return flag == null ? Optional.empty() : byFlag(flag);
    }

    static Optional<DaemonOption> byKey(String key) {
        return ALL.stream()
                .filter(option -> !key.isEmpty() && option.key().equals(key))
                .findFirst();
    }

    /// What `--help` prints.
    static String help() {
        var text = new StringBuilder(
                "\nUsage:\tconexd [OPTIONS]\n\nA self-sufficient runtime for containers.\n\nOptions:\n");
        for (var option : ALL) {
            if (option.flag().isEmpty()) {
                continue;
            }
            var letter = SHORT.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(option.flag()))
                    .map(entry -> "  -" + entry.getKey() + ", ")
                    .findFirst()
                    .orElse("      ");
            var flag = letter + "--" + option.flag() + " " + option.placeholder();
            text.append("%-44s%s%s%n".formatted(flag, option.help(), option.has() ? "" : " (no effect)"));
        }
        return text.append("      --help                                Print usage\n")
                .append("      --validate                            Validate daemon configuration and exit\n")
                .append("  -v, --version                             Print version information and quit\n")
                .toString();
    }
}
