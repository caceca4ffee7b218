package dev.conex.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns the options of `create` and `run` into the body of `POST /containers/create`.
final class CreateBody {
    private final Invocation invocation;
    private final Map<String, @Nullable Object> body = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> host = new LinkedHashMap<>();

    private CreateBody(Invocation invocation) {
        this.invocation = invocation;
    }

    /// @throws IllegalArgumentException when an option's value can't be read, in Docker's words
    static Map<String, @Nullable Object> of(Invocation invocation, Terminal.Size size) throws IOException {
        CreateBody made = new CreateBody(invocation);
        made.process();
        made.life();
        made.limits();
        made.isolation();
        made.files();
        made.network();
        if (invocation.on("tty") && size.rows() > 0) {
            made.host.put("ConsoleSize", List.of(size.rows(), size.columns()));
        }
        made.body.put("HostConfig", made.host);
        return made.body;
    }

    private void process() throws IOException {
        List<String> arguments = invocation.arguments();
        boolean detached = invocation.on("detach");
        body.put("Image", arguments.getFirst());
        body.put("Cmd", arguments.size() > 1 ? arguments.subList(1, arguments.size()) : null);
        String entrypoint = invocation.text("entrypoint");
        if (entrypoint != null) {
            body.put("Entrypoint", entrypoint.isEmpty() ? List.of("") : List.of(entrypoint));
        }
        body.put("Env", environment(invocation));
        body.put("User", invocation.text("user", ""));
        body.put("WorkingDir", invocation.text("workdir", ""));
        body.put("Hostname", invocation.text("hostname", ""));
        body.put("Domainname", invocation.text("domainname", ""));
        boolean interactive = invocation.on("interactive");
        body.put("Tty", invocation.on("tty"));
        body.put("OpenStdin", interactive);
        body.put("StdinOnce", interactive && !detached);
        body.put("AttachStdin", interactive && !detached);
        body.put("AttachStdout", !detached);
        body.put("AttachStderr", !detached);
        putText(body, "StopSignal", "stop-signal");
        if (invocation.has("stop-timeout")) {
            body.put("StopTimeout", invocation.number("stop-timeout", 0));
        }
    }

    /// `--env-file` and `--env`, in this order; a name that the client itself does not have is left out.
    static List<String> environment(Invocation invocation) throws IOException {
        List<String> env = new ArrayList<>();
        for (String file : invocation.all("env-file")) {
            env.addAll(lines(file));
        }
        invocation.all("env").forEach(entry -> env.add(resolved(entry)));
        return env.stream().filter(entry -> entry.indexOf('=') > 0).toList();
    }

    private static List<String> lines(String file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(file))) {
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                lines.add(resolved(line.stripLeading()));
            }
        }
        return lines;
    }

    /// A name without a value takes the client's own.
    private static String resolved(String entry) {
        if (entry.indexOf('=') >= 0) {
            return entry;
        }
        String own = System.getenv(entry);
        return own == null ? entry : entry + "=" + own;
    }

    private void life() throws IOException {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String file : invocation.all("label-file")) {
            Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> putPair(labels, line));
        }
        invocation.all("label").forEach(label -> putPair(labels, label));
        body.put("Labels", labels);
        host.put("Annotations", pairs(invocation.all("annotation")));
        host.put("AutoRemove", invocation.on("rm"));
        host.put("RestartPolicy", restartPolicy(invocation.text("restart", "no")));
        if (invocation.on("rm") && !invocation.text("restart", "no").equals("no")) {
            throw new IllegalArgumentException("conflicting options: cannot specify both --restart and --rm");
        }
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("Type", invocation.text("log-driver", ""));
        log.put("Config", pairs(invocation.all("log-opt")));
        host.put("LogConfig", log);
        putText(host, "Runtime", "runtime");
        putText(host, "Isolation", "isolation");
        health();
    }

    static Map<String, Object> restartPolicy(String text) {
        int colon = text.indexOf(':');
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("Name", colon < 0 ? text : text.substring(0, colon));
        try {
            policy.put("MaximumRetryCount", colon < 0 ? 0L : Long.parseLong(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "invalid restart policy format: maximum retry count must be an integer", e);
        }
        return policy;
    }

    private void health() {
        if (invocation.on("no-healthcheck")) {
            body.put("Healthcheck", Map.of("Test", List.of("NONE")));
            return;
        }
        Map<String, Object> check = new LinkedHashMap<>();
        String command = invocation.text("health-cmd");
        if (command != null) {
            check.put("Test", List.of("CMD-SHELL", command));
        }
        putNumber(check, "Interval", "health-interval");
        putNumber(check, "Timeout", "health-timeout");
        putNumber(check, "StartPeriod", "health-start-period");
        putNumber(check, "StartInterval", "health-start-interval");
        putNumber(check, "Retries", "health-retries");
        if (!check.isEmpty()) {
            body.put("Healthcheck", check);
        }
    }

    private void limits() {
        putLimits(invocation, host);
        putNumber(host, "MemorySwappiness", "memory-swappiness");
        putNumber(host, "OomScoreAdj", "oom-score-adj");
        if (invocation.text("shm-size", "").startsWith("-")) {
            throw new IllegalArgumentException("invalid argument \"%1$s\" for \"--shm-size\" flag: invalid size: '%1$s'"
                    .formatted(invocation.text("shm-size", "")));
        }
        putNumber(host, "ShmSize", "shm-size");
        putText(host, "CgroupParent", "cgroup-parent");
        if (invocation.on("oom-kill-disable")) {
            host.put("OomKillDisable", true);
        }
        List<Object> ulimits = new ArrayList<>();
        invocation.all("ulimit").forEach(text -> ulimits.add(ulimit(text)));
        host.put("Ulimits", ulimits.isEmpty() ? null : ulimits);
    }

    /// The limits that `update` can change too.
    static void putLimits(Invocation invocation, Map<String, @Nullable Object> host) {
        CreateBody numbers = new CreateBody(invocation);
        numbers.putNumber(host, "Memory", "memory");
        numbers.putNumber(host, "MemoryReservation", "memory-reservation");
        numbers.putNumber(host, "MemorySwap", "memory-swap");
        numbers.putNumber(host, "CpuShares", "cpu-shares");
        numbers.putNumber(host, "CpuPeriod", "cpu-period");
        numbers.putNumber(host, "CpuQuota", "cpu-quota");
        numbers.putNumber(host, "PidsLimit", "pids-limit");
        numbers.putNumber(host, "BlkioWeight", "blkio-weight");
        numbers.putText(host, "CpusetCpus", "cpuset-cpus");
        numbers.putText(host, "CpusetMems", "cpuset-mems");
        String cpus = invocation.text("cpus");
        if (cpus != null) {
            host.put("NanoCpus", new BigDecimal(cpus).movePointRight(9).longValue());
        }
    }

    private static Map<String, Object> ulimit(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("invalid ulimit argument: " + text);
        }
        String[] values = text.substring(equals + 1).split(":", -1);
        try {
            long soft = Long.parseLong(values[0]);
            long hard = values.length > 1 ? Long.parseLong(values[1]) : soft;
            Map<String, Object> ulimit = new LinkedHashMap<>();
            ulimit.put("Name", text.substring(0, equals));
            ulimit.put("Soft", soft);
            ulimit.put("Hard", hard);
            return ulimit;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("invalid ulimit argument: " + text, e);
        }
    }

    private void isolation() {
        host.put("Privileged", invocation.on("privileged"));
        host.put("ReadonlyRootfs", invocation.on("read-only"));
        host.put("CapAdd", orNull(invocation.all("cap-add")));
        host.put("CapDrop", orNull(invocation.all("cap-drop")));
        host.put("GroupAdd", orNull(invocation.all("group-add")));
        host.put(
                "SecurityOpt",
                orNull(invocation.all("security-opt").stream()
                        .map(SecurityOption::read)
                        .toList()));
        host.put("Sysctls", pairs(invocation.all("sysctl")));
        host.put("PidMode", invocation.text("pid", ""));
        host.put("IpcMode", invocation.text("ipc", ""));
        host.put("UTSMode", invocation.text("uts", ""));
        host.put("UsernsMode", invocation.text("userns", ""));
        host.put("CgroupnsMode", invocation.text("cgroupns", ""));
        host.put("DeviceCgroupRules", orNull(invocation.all("device-cgroup-rule")));
        List<Object> devices = new ArrayList<>();
        invocation.all("device").forEach(text -> devices.add(device(text)));
        host.put("Devices", devices);
        if (invocation.on("init")) {
            host.put("Init", true);
        }
    }

    private static Map<String, String> device(String text) {
        String[] parts = text.split(":", -1);
        Map<String, String> device = new LinkedHashMap<>();
        device.put("PathOnHost", parts[0]);
        device.put("PathInContainer", parts.length > 1 && parts[1].startsWith("/") ? parts[1] : parts[0]);
        String last = parts[parts.length - 1];
        String mode = parts.length > 1 && !last.startsWith("/") ? last : "rwm";
        if (!mode.matches("[rwm]{1,3}")) {
            throw new IllegalArgumentException("bad mode specified: " + mode);
        }
        device.put("CgroupPermissions", mode);
        return device;
    }

    private void files() {
        List<String> binds = new ArrayList<>();
        Map<String, Object> anonymous = new LinkedHashMap<>();
        for (String volume : invocation.all("volume")) {
            if (volume.indexOf(':') < 0) {
                anonymous.put(volume, Map.of());
            } else {
                binds.add(absolute(volume));
            }
        }
        body.put("Volumes", anonymous);
        host.put("Binds", orNull(binds));
        List<Object> mounts = new ArrayList<>();
        invocation.all("mount").forEach(text -> mounts.add(MountOption.read(text)));
        host.put("Mounts", mounts.isEmpty() ? null : mounts);
        Map<String, String> tmpfs = new LinkedHashMap<>();
        for (String text : invocation.all("tmpfs")) {
            int colon = text.indexOf(':');
            tmpfs.put(colon < 0 ? text : text.substring(0, colon), colon < 0 ? "" : text.substring(colon + 1));
        }
        host.put("Tmpfs", tmpfs.isEmpty() ? null : tmpfs);
        host.put("VolumesFrom", orNull(invocation.all("volumes-from")));
        host.put("VolumeDriver", invocation.text("volume-driver", ""));
        host.put("StorageOpt", pairs(invocation.all("storage-opt")));
    }

    /// A host path that begins with `./` or `../` is the client's.
    private static String absolute(String volume) {
        if (!volume.startsWith("./")
                && !volume.startsWith("../")
                && !volume.startsWith(".:")
                && !volume.startsWith("~/")) {
            return volume;
        }
        int colon = volume.indexOf(':');
        String source = volume.substring(0, colon);
        String full = source.startsWith("~/")
                ? System.getProperty("user.home") + source.substring(1)
                : Path.of(source).toAbsolutePath().normalize().toString();
        return full + volume.substring(colon);
    }

    private void network() {
        List<String> networks = new ArrayList<>(invocation.all("network"));
        networks.addAll(invocation.all("net"));
        String mode = networks.isEmpty() ? "default" : networks.getFirst();
        host.put("NetworkMode", mode);
        Map<String, List<Map<String, String>>> bindings = Ports.bindings(invocation.all("publish"));
        host.put("PortBindings", bindings);
        host.put("PublishAllPorts", invocation.on("publish-all"));
        Map<String, Object> exposed = new LinkedHashMap<>();
        bindings.keySet().forEach(port -> exposed.put(port, Map.of()));
        invocation.all("expose").forEach(spec -> Ports.exposed(spec).forEach(port -> exposed.put(port, Map.of())));
        body.put("ExposedPorts", exposed);
        host.put("Dns", invocation.all("dns"));
        host.put("DnsOptions", invocation.all("dns-option"));
        host.put("DnsSearch", invocation.all("dns-search"));
        host.put(
                "ExtraHosts",
                orNull(invocation.all("add-host").stream()
                        .map(text -> text.replaceFirst("=", ":"))
                        .toList()));
        Map<String, Object> endpoints = new LinkedHashMap<>();
        for (String network : networks.isEmpty() ? List.of("default") : networks) {
            endpoints.put(network, network.equals(mode) ? endpoint() : new LinkedHashMap<>());
        }
        body.put("NetworkingConfig", Map.of("EndpointsConfig", endpoints));
    }

    private Map<String, Object> endpoint() {
        Map<String, Object> endpoint = new LinkedHashMap<>();
        if (invocation.has("network-alias")) {
            endpoint.put("Aliases", invocation.all("network-alias"));
        }
        if (invocation.has("link")) {
            endpoint.put("Links", invocation.all("link"));
        }
        if (invocation.has("ip") || invocation.has("ip6")) {
            Map<String, String> addresses = new LinkedHashMap<>();
            addresses.put("IPv4Address", invocation.text("ip", ""));
            addresses.put("IPv6Address", invocation.text("ip6", ""));
            endpoint.put("IPAMConfig", addresses);
        }
        putText(endpoint, "MacAddress", "mac-address");
        return endpoint;
    }

    private void putNumber(Map<String, ? super Object> map, String key, String flag) {
        if (invocation.has(flag)) {
            map.put(key, invocation.number(flag, 0));
        }
    }

    private void putText(Map<String, ? super Object> map, String key, String flag) {
        String value = invocation.text(flag);
        if (value != null) {
            map.put(key, value);
        }
    }

    private static @Nullable List<String> orNull(List<String> list) {
        return list.isEmpty() ? null : list;
    }

    static Map<String, String> pairs(List<String> entries) {
        Map<String, String> pairs = new LinkedHashMap<>();
        entries.forEach(entry -> putPair(pairs, entry));
        return pairs;
    }

    private static void putPair(Map<String, String> pairs, String entry) {
        int equals = entry.indexOf('=');
        pairs.put(equals < 0 ? entry : entry.substring(0, equals), equals < 0 ? "" : entry.substring(equals + 1));
    }
}
