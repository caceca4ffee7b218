package dev.conex.engine;

import dev.conex.linux.KernelInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// The engine itself and the host under it.
final class HostSystem implements EngineSystem {
    private static final int FILE_BYTES_MAX = 64 * 1024;

    private final Core core;
    private final Supplier<Engine> engine;
    private final RegistryLogin login;
    private final KernelInfo kernel = KernelInfo.current();
    private final String id;

    HostSystem(Core core, Supplier<Engine> engine, RegistryLogin login) throws IOException {
        this.core = core;
        this.engine = engine;
        this.login = login;
        this.id = engineId(core.config().dataRoot().resolve("engine-id"));
    }

    /// Kept for good, so that an engine is recognised.
    private static String engineId(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).trim();
        }
        var id = java.util.UUID.randomUUID().toString();
        Files.writeString(file, id + "\n");
        return id;
    }

    @Override
    public EngineInfo info() {
        var config = core.config();
        return new EngineInfo(
                id,
                Hostnames.ofHost(),
                config.dataRoot().toString(),
                config.labels(),
                counts(),
                host(),
                features(),
                List.of(),
                Instant.now());
    }

    private EngineInfo.Counts counts() {
        int running = 0;
        int paused = 0;
        var records = core.table().records().toList();
        for (var r : records) {
            switch (r.state()) {
                case ContainerState.Running _, ContainerState.Restarting _ -> running++;
                case ContainerState.Paused _ -> paused++;
                case ContainerState.Created _,
                        ContainerState.Starting _,
                        ContainerState.Removing _,
                        ContainerState.Exited _,
                        ContainerState.Dead _ -> {}
            }
        }
        int images = engine.get().images().list(ImageQuery.NAMED).size();
        return new EngineInfo.Counts(records.size(), running, paused, records.size() - running - paused, images);
    }

    private EngineInfo.Host host() {
        return new EngineInfo.Host(
                kernel.release(),
                osRelease("PRETTY_NAME", "Linux"),
                osRelease("VERSION_ID", ""),
                "linux",
                architecture(),
                core.hostCpus(),
                memoryBytes());
    }

    private EngineInfo.Features features() {
        var cgroups = kernel.cgroups();
        boolean unified = cgroups.mode() == KernelInfo.CgroupMode.UNIFIED;
        return new EngineInfo.Features(
                unified ? 2 : 1,
                "cgroupfs",
                cgroups.has("memory"),
                cgroups.has("memory"),
                cgroups.has("cpu"),
                cgroups.has("cpu"),
                cgroups.has("cpuset"),
                cgroups.has("pids"),
                !unified,
                read(Path.of("/proc/sys/net/ipv4/ip_forward")).trim().equals("1"),
                unified
                        ? List.of("name=seccomp,profile=builtin", "name=cgroupns")
                        : List.of("name=seccomp,profile=builtin"),
                List.of("conex"),
                SpecLog.DRIVERS.stream().sorted().toList(),
                List.of("bridge", "host", "null"),
                List.of("local"),
                core.config().containers().logDriver(),
                core.config().containers().liveRestore());
    }

    @Override
    public EngineVersion version() {
        var given = core.config().engineVersion();
        return new EngineVersion(
                given == null ? "0.1.0" : given,
                "",
                "",
                Runtime.version().toString(),
                kernel.release(),
                "linux",
                architecture());
    }

    @Override
    public DiskUsage diskUsage(Set<Part> parts) {
        var e = engine.get();
        boolean images = parts.contains(Part.IMAGES);
        var listed =
                images ? e.images().list(new ImageQuery(true, true, false, Filters.NONE)) : List.<ImageSummary>of();
        return new DiskUsage(
                images ? layerBytes() : 0,
                listed,
                parts.contains(Part.CONTAINERS)
                        ? e.containers().list(new ContainerQuery(true, 0, true, Filters.NONE))
                        : List.of(),
                parts.contains(Part.VOLUMES) ? volumes(e) : List.of(),
                parts.contains(Part.BUILD_CACHE) ? e.builds().cache() : List.of());
    }

    /// Every unpacked layer once.
    private long layerBytes() {
        long sum = 0;
        var layers = core.storage().layers();
        try {
            for (var chain : layers.all()) {
                sum += layers.usage(chain).bytes();
            }
        } catch (IOException e) {
            throw new Refusal.Failed("measure layers", e);
        }
        return sum;
    }

    private List<VolumeInspect> volumes(Engine e) {
        var users = new TableUses(core.table(), core::etc).all();
        return e.volumes().list(Filters.NONE).stream()
                .map(v -> new VolumeInspect(
                        v.name(),
                        v.driver(),
                        v.mountpoint(),
                        v.created(),
                        v.options(),
                        v.labels(),
                        v.anonymous(),
                        new VolumeInspect.Usage(
                                bytes(v.name()),
                                users.stream()
                                        .filter(u -> u.volumes().contains(v.name()))
                                        .count())))
                .toList();
    }

    private long bytes(String volume) {
        try {
            return core.storage().volumes().usage(volume).bytes();
        } catch (IOException e) {
            throw new Refusal.Failed("measure volume %s".formatted(volume), e);
        }
    }

    @Override
    public String login(String serverAddress, ImageCredentials credentials) throws IOException {
        return login.login(serverAddress, credentials);
    }

    private static String architecture() {
        var arch = System.getProperty("os.arch", "");
        return arch.equals("amd64") ? "x86_64" : arch;
    }

    private static long memoryBytes() {
        for (var line : read(Path.of("/proc/meminfo")).split("\n")) {
            if (line.startsWith("MemTotal:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        return 0;
    }

    private static String osRelease(String key, String otherwise) {
        for (var line : read(Path.of("/etc/os-release")).split("\n")) {
            if (line.startsWith(key + "=")) {
                return line.substring(key.length() + 1).replace("\"", "");
            }
        }
        return otherwise;
    }

    private static String read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(FILE_BYTES_MAX), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return "";
        }
    }
}
