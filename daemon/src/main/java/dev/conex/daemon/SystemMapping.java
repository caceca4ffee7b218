package dev.conex.daemon;

import dev.conex.api.BuildCacheJson;
import dev.conex.api.DiskUsageJson;
import dev.conex.api.EventJson;
import dev.conex.api.InfoCounts;
import dev.conex.api.InfoDaemon;
import dev.conex.api.InfoHost;
import dev.conex.api.InfoJson;
import dev.conex.api.InfoKernel;
import dev.conex.api.InfoRuntimes;
import dev.conex.api.Nil;
import dev.conex.api.Times;
import dev.conex.api.VersionJson;
import dev.conex.engine.BuildCacheRow;
import dev.conex.engine.EngineInfo;
import dev.conex.engine.EngineSystem.DiskUsage;
import dev.conex.engine.EngineSystem.Part;
import dev.conex.engine.EngineVersion;
import dev.conex.engine.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The daemon itself, and what happens.
final class SystemMapping {
    private static final String INDEX = "https://index.docker.io/v1/";

    private SystemMapping() {}

    static InfoJson info(EngineInfo i, Settings settings) {
        return new InfoJson(counts(i), kernel(i.features()), host(i), daemon(i, settings), runtimes(i, settings));
    }

    private static InfoCounts counts(EngineInfo i) {
        var counts = i.counts();
        var can = i.features();
        return new InfoCounts(
                i.id(),
                counts.containers(),
                counts.running(),
                counts.paused(),
                counts.stopped(),
                counts.images(),
                ContainerMapping.DRIVER,
                List.of(List.of("driver-type", "io.containerd.snapshotter.v1")),
                new InfoCounts.PluginsJson(can.volumeDrivers(), can.networkDrivers(), Nil.list(), can.logDrivers()));
    }

    private static InfoKernel kernel(EngineInfo.Features can) {
        return new InfoKernel(
                can.memoryLimit(),
                can.swapLimit(),
                Nil.omitFalse(can.cgroupVersion() == 1),
                can.cpuQuota(),
                can.cpuQuota(),
                can.cpuShares(),
                can.cpuset(),
                can.pidsLimit(),
                can.ipv4Forwarding(),
                can.oomKillDisable(),
                can.cgroupDriver(),
                Integer.toString(can.cgroupVersion()),
                can.securityOptions());
    }

    private static InfoHost host(EngineInfo i) {
        var host = i.host();
        return new InfoHost(
                host.kernelVersion(),
                host.operatingSystem(),
                host.osVersion(),
                host.osType(),
                host.architecture(),
                host.cpus(),
                host.memoryBytes(),
                Nil.list(),
                i.name(),
                Times.rfc3339(i.now()));
    }

    private static InfoDaemon daemon(EngineInfo i, Settings settings) {
        return new InfoDaemon(
                settings.debug(),
                0,
                Thread.activeCount(),
                0,
                i.features().defaultLogDriver(),
                INDEX,
                registries(settings),
                i.dataRoot(),
                "",
                "",
                "",
                i.labels(),
                false,
                Product.DOCKER_VERSION,
                i.features().liveRestore());
    }

    private static InfoDaemon.RegistriesJson registries(Settings settings) {
        var mirrors = settings.registries().mirrors();
        var indexes = new LinkedHashMap<String, InfoDaemon.IndexJson>();
        indexes.put("docker.io", new InfoDaemon.IndexJson(mirrors, "docker.io", true, true));
        settings.registries().insecure().stream()
                .filter(host -> !host.contains("/"))
                .forEach(host -> indexes.put(host, new InfoDaemon.IndexJson(List.of(), host, false, false)));
        return new InfoDaemon.RegistriesJson(
                indexes, List.of("::1/128", "127.0.0.0/8"), mirrors.isEmpty() ? Nil.list() : mirrors);
    }

    private static InfoRuntimes runtimes(EngineInfo i, Settings settings) {
        var names = i.features().runtimes();
        var runtimes = new LinkedHashMap<String, InfoRuntimes.RuntimeJson>();
        names.forEach(name -> runtimes.put(name, new InfoRuntimes.RuntimeJson(name)));
        var none = new InfoRuntimes.CommitJson("");
        return new InfoRuntimes(
                runtimes,
                names.isEmpty() ? "runc" : names.getFirst(),
                new InfoRuntimes.SwarmJson("", "", "inactive", false, "", Nil.list()),
                "",
                "docker-init",
                none,
                none,
                none,
                pools(settings),
                new InfoRuntimes.FirewallJson("nftables"),
                List.of("/etc/cdi", "/var/run/cdi"),
                null,
                i.warnings().isEmpty() ? Nil.list() : i.warnings());
    }

    private static @Nullable List<InfoRuntimes.AddressPoolJson> pools(Settings settings) {
        return Nil.omitEmpty(settings.network().pools().stream()
                .map(pool -> new InfoRuntimes.AddressPoolJson(pool.base(), pool.size()))
                .toList());
    }

    static VersionJson version(EngineVersion v) {
        var details = new LinkedHashMap<String, String>();
        details.put("ApiVersion", ApiVersion.NEWEST.toString());
        details.put("Arch", goArchitecture(v.architecture()));
        details.put("BuildTime", v.buildTime());
        details.put("Experimental", "false");
        details.put("GitCommit", v.commit());
        details.put("GoVersion", "java" + v.javaVersion());
        details.put("KernelVersion", v.kernelVersion());
        details.put("MinAPIVersion", ApiVersion.OLDEST.toString());
        details.put("Os", v.os());
        return new VersionJson(
                new VersionJson.PlatformName(Product.NAME + " " + Product.VERSION),
                List.of(
                        new VersionJson.ComponentJson("Engine", Product.DOCKER_VERSION, details),
                        new VersionJson.ComponentJson(
                                "conex", Product.VERSION, Map.of("GitCommit", v.commit(), "Java", v.javaVersion()))),
                Product.DOCKER_VERSION,
                ApiVersion.NEWEST.toString(),
                ApiVersion.OLDEST.toString(),
                v.commit(),
                "java" + v.javaVersion(),
                v.os(),
                goArchitecture(v.architecture()),
                v.kernelVersion(),
                null,
                v.buildTime());
    }

    /// The kernel's word in Go's.
    private static String goArchitecture(String machine) {
        return switch (machine) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> machine;
        };
    }

    static DiskUsageJson diskUsage(DiskUsage d, Set<Part> asked, Instant now) {
        return new DiskUsageJson(
                d.layerBytes(),
                asked.contains(Part.IMAGES)
                        ? d.images().stream()
                                .map(i -> ImageMapping.row(i, false))
                                .toList()
                        : Nil.list(),
                asked.contains(Part.CONTAINERS)
                        ? d.containers().stream()
                                .map(c -> ContainerMapping.row(c, now))
                                .toList()
                        : Nil.list(),
                asked.contains(Part.VOLUMES)
                        ? d.volumes().stream().map(VolumeMapping::json).toList()
                        : Nil.list(),
                asked.contains(Part.BUILD_CACHE)
                        ? d.buildCache().stream().map(SystemMapping::cache).toList()
                        : Nil.list());
    }

    private static BuildCacheJson cache(BuildCacheRow row) {
        return new BuildCacheJson(
                row.id(),
                row.parents(),
                row.type(),
                row.description(),
                row.inUse(),
                row.shared(),
                row.bytes(),
                row.created(),
                row.lastUsed(),
                row.usageCount());
    }

    /// The legacy fields are those of containers and images.
    static EventJson event(Event e) {
        var actor = new EventJson.ActorJson(e.actorId(), e.attributes());
        long seconds = e.time().getEpochSecond();
        long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, e.time());
        return switch (e.type()) {
            case CONTAINER ->
                new EventJson(
                        e.action(),
                        e.actorId(),
                        e.attributes().get("image"),
                        e.type().word(),
                        e.action(),
                        actor,
                        "local",
                        seconds,
                        nanos);
            case IMAGE ->
                new EventJson(
                        e.action(), e.actorId(), null, e.type().word(), e.action(), actor, "local", seconds, nanos);
            case NETWORK, VOLUME, DAEMON, BUILDER ->
                new EventJson(null, null, null, e.type().word(), e.action(), actor, "local", seconds, nanos);
        };
    }
}
