package dev.conex.daemon;

import dev.conex.daemon.Settings.Host;
import dev.conex.engine.EngineConfig;
import dev.conex.engine.ResourceOptions;
import dev.conex.http.TlsFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes settings of the command line and the configuration file.
final class SettingsReader {
    private static final Path DATA_ROOT = Path.of("/var/lib/conex");
    private static final Path RUN_ROOT = Path.of("/run/conex");
    private static final String CONFIG_FILE = "/etc/conex/daemon.json";
    private static final String SOCKET = "conex.sock";
    /// Docker's default by name: docker-py reads the output of a container only when it is called so. The file behind
    /// it
    /// is the engine's own, whatever the name.
    private static final String LOG_DRIVER = "json-file";

    /// Logs are bounded unless somebody says how they are kept.
    private static final Map<String, String> LOG_BOUNDS = Map.of("max-size", "20m", "max-file", "5");

    private static final int TAG_BYTES = 4;
    private static final int SHUTDOWN_SECONDS = 15;
    private static final int PORT_MAX = 65535;
    private static final Set<String> LEVELS = Set.of("debug", "info", "warn", "error", "fatal");

    private final OptionValues values;

    private SettingsReader(OptionValues values) {
        this.values = values;
    }

    /// Flags and file together, and what had no effect.
    record Read(Settings settings, List<String> withoutEffect) {}

    static Read read(OptionValues flags) throws ConfigError {
        var path = Path.of(flags.text("config-file", CONFIG_FILE));
        var file = ConfigFile.read(path, flags.has("config-file"));
        var both = merged(path, flags, file);
        try {
            return new Read(new SettingsReader(both).settings(), withoutEffect(both));
        } catch (IllegalArgumentException e) {
            throw new ConfigError(String.valueOf(e.getMessage()));
        }
    }

    /// One that is said twice is an error, as with dockerd.
    private static OptionValues merged(Path path, OptionValues flags, OptionValues file) throws ConfigError {
        var conflicts = new ArrayList<String>();
        for (var entry : file.all().entrySet()) {
            if (flags.has(entry.getKey())) {
                conflicts.add("%s: (from flag: %s, from file: %s)"
                        .formatted(entry.getKey(), shown(flags.list(entry.getKey())), shown(entry.getValue())));
            } else {
                flags.all().put(entry.getKey(), entry.getValue());
            }
        }
        if (!conflicts.isEmpty()) {
            throw new ConfigError(("unable to configure the Docker daemon with file %s: the following directives are"
                            + " specified both as a flag and in the configuration file: %s")
                    .formatted(path, String.join(", ", conflicts)));
        }
        return flags;
    }

    private static String shown(List<String> values) {
        return values.size() == 1 ? values.getFirst() : "[" + String.join(" ", values) + "]";
    }

    private static List<String> withoutEffect(OptionValues values) {
        return DaemonOptions.ALL.stream()
                .filter(option -> !option.has() && values.has(OptionValues.nameOf(option)))
                .map(OptionValues::nameOf)
                .toList();
    }

    private Settings settings() throws ConfigError {
        var runRoot = Path.of(values.text("exec-root", RUN_ROOT.toString())).toAbsolutePath();
        var dataRoot = Path.of(values.text("data-root", DATA_ROOT.toString())).toAbsolutePath();
        var tag = dataRoot.equals(DATA_ROOT) ? "" : tag(dataRoot);
        var level = values.text("log-level", "info").toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw new ConfigError("invalid logging level: " + level);
        }
        boolean debug = values.flag("debug", false) || level.equals("debug");
        return new Settings(
                hosts(runRoot),
                new Settings.Paths(
                        dataRoot,
                        runRoot,
                        Path.of(values.text(
                                "pidfile", runRoot.resolve("conexd.pid").toString())),
                        shim()),
                debug,
                debug ? "debug" : level,
                tls(),
                values.has("tls") && !values.flag("tls", true),
                values.text("group"),
                values.text("cgroup-parent", tag.isEmpty() ? "conex" : "conex-" + tag),
                values.number("shutdown-timeout", SHUTDOWN_SECONDS),
                labels(),
                network(tag),
                containers(),
                registries());
    }

    /// Tells the kernel objects of daemons with different roots apart.
    private static String tag(Path dataRoot) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(dataRoot.normalize().toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private Path shim() {
        var home = System.getProperty("conex.home", "/usr/lib/conex");
        return Path.of(values.text("shim", home + "/libexec/conex-shim"));
    }

    private List<Host> hosts(Path runRoot) throws ConfigError {
        var hosts = new ArrayList<Host>();
        for (var text : values.list("host")) {
            hosts.add(host(text, runRoot));
        }
        if (hosts.isEmpty()) {
            hosts.add(new Host.Unix(runRoot.resolve(SOCKET)));
        }
        return List.copyOf(hosts);
    }

    static Host host(String text, Path runRoot) throws ConfigError {
        if (text.startsWith("unix://")) {
            var path = text.substring("unix://".length());
            return new Host.Unix(path.isEmpty() ? runRoot.resolve(SOCKET) : Path.of(path));
        }
        if (text.startsWith("/")) {
            return new Host.Unix(Path.of(text));
        }
        if (text.startsWith("tcp://")) {
            return tcp(text.substring("tcp://".length()), text);
        }
        if (text.contains("://")) {
            throw new ConfigError("failed to load listeners: invalid bind address format: " + text);
        }
        return tcp(text, text);
    }

    private static Host tcp(String address, String text) throws ConfigError {
        var bare = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        int colon = bare.lastIndexOf(':');
        var host = colon < 0 ? bare : bare.substring(0, colon);
        var port = colon < 0 ? "2375" : bare.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > PORT_MAX) {
            throw new ConfigError("invalid bind address (%s): invalid port".formatted(text));
        }
        var name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return new Host.Tcp(name.isEmpty() ? "127.0.0.1" : name, Integer.parseInt(port));
    }

    private @Nullable TlsFiles tls() {
        boolean verify = values.flag("tlsverify", false);
        if (!verify && !values.flag("tls", false)) {
            return null;
        }
        var home = Path.of(System.getProperty("user.home", "/root"), ".docker");
        return new TlsFiles(
                verify || values.has("tlscacert") ? path("tlscacert", home.resolve("ca.pem")) : null,
                path("tlscert", home.resolve("cert.pem")),
                path("tlskey", home.resolve("key.pem")),
                verify);
    }

    private Path path(String name, Path whenMissing) {
        return Path.of(values.text(name, whenMissing.toString()));
    }

    private List<String> labels() throws ConfigError {
        for (var label : values.list("label")) {
            if (label.indexOf('=') < 1) {
                throw new ConfigError("bad attribute format: " + label);
            }
        }
        return values.list("label");
    }

    private EngineConfig.NetworkDefaults network(String tag) throws ConfigError {
        var standard = EngineConfig.NetworkDefaults.STANDARD;
        var bridge = values.text("bridge", tag.isEmpty() ? standard.bridge() : "cx" + tag);
        return new EngineConfig.NetworkDefaults(
                bridge,
                tag.isEmpty() ? standard.firewallTable() : "conex_" + tag,
                tag.isEmpty() ? standard.ownerTag() : "conex-" + tag,
                values.text("bip"),
                pools(),
                values.list("dns"),
                values.list("dns-opt"),
                values.list("dns-search"),
                values.number("mtu", standard.mtu()),
                values.flag("ipv6", standard.ipv6()),
                values.flag("icc", standard.interContainer()),
                values.flag("ip-masq", standard.masquerade()),
                values.flag("ip-forward", standard.ipForward()),
                values.text("ip"));
    }

    private List<EngineConfig.AddressPool> pools() throws ConfigError {
        var pools = new ArrayList<EngineConfig.AddressPool>();
        for (var text : values.list("default-address-pool")) {
            var fields = new LinkedHashMap<String, String>();
            for (var field : text.split(",")) {
                int equals = field.indexOf('=');
                fields.put(
                        equals < 0 ? field : field.substring(0, equals).strip(),
                        field.substring(equals + 1).strip());
            }
            var size = fields.getOrDefault("size", "");
            if (!fields.containsKey("base") || !size.matches("[0-9]{1,3}")) {
                throw new ConfigError("invalid default address pool: " + text);
            }
            pools.add(new EngineConfig.AddressPool(fields.getOrDefault("base", ""), Integer.parseInt(size)));
        }
        return List.copyOf(pools);
    }

    private EngineConfig.ContainerDefaults containers() throws ConfigError {
        var standard = EngineConfig.ContainerDefaults.STANDARD;
        var options = new LinkedHashMap<String, String>();
        if (!values.has("log-driver") && !values.has("log-opt")) {
            options.putAll(LOG_BOUNDS);
        }
        for (var option : values.list("log-opt")) {
            int equals = option.indexOf('=');
            options.put(
                    equals < 0 ? option : option.substring(0, equals), equals < 0 ? "" : option.substring(equals + 1));
        }
        var init = values.text("init-path");
        return new EngineConfig.ContainerDefaults(
                values.text("log-driver", LOG_DRIVER),
                Map.copyOf(options),
                ulimits(),
                Sizes.parse(values.text("default-shm-size", Long.toString(standard.shmBytes()))),
                values.flag("init", standard.init()),
                init == null ? standard.initBinary() : Path.of(init),
                values.flag("no-new-privileges", standard.noNewPrivileges()),
                standard.stopTimeoutSeconds(),
                values.flag("live-restore", false),
                values.text("seccomp-profile"),
                values.text("host-gateway-ip"));
    }

    private List<ResourceOptions.Ulimit> ulimits() throws ConfigError {
        var limits = new ArrayList<ResourceOptions.Ulimit>();
        for (var text : values.list("default-ulimit")) {
            var parts = text.split("[=:]");
            if (parts.length < 2 || parts.length > 3 || !parts[1].matches("-?[0-9]{1,18}")) {
                throw new ConfigError("invalid ulimit: " + text);
            }
            long soft = Long.parseLong(parts[1]);
            limits.add(new ResourceOptions.Ulimit(parts[0], soft, parts.length == 3 ? Long.parseLong(parts[2]) : soft));
        }
        return List.copyOf(limits);
    }

    private EngineConfig.RegistryDefaults registries() {
        var standard = EngineConfig.RegistryDefaults.STANDARD;
        return new EngineConfig.RegistryDefaults(
                new LinkedHashSet<>(values.list("insecure-registry")),
                values.list("registry-mirror"),
                values.number("max-concurrent-downloads", standard.downloadsMax()),
                values.number("max-concurrent-uploads", standard.uploadsMax()));
    }
}
