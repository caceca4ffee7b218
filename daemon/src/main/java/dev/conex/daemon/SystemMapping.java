package dev.conex.daemon;

import dev.conex.api.BuildCacheJson;
import dev.conex.api.DiskUsageJson;
import dev.conex.api.EventJson;
import dev.conex.api.InfoJson;
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
        var counts = i.counts();
        var host = i.host();
        var can = i.features();
        return new InfoJson(
                i.id(),
                counts.containers(),
                counts.running(),
                counts.paused(),
                counts.stopped(),
                counts.images(),
                ContainerMapping.DRIVER,
                List.of(List.of("driver-type", "io.containerd.snapshotter.v1")),
                null,
                new InfoJson.PluginsJson(can.volumeDrivers(), can.networkDrivers(), Nil.list(), can.logDrivers()),
                can.memoryLimit(),
                can.swapLimit(),
                Nil.omitFalse(can.cgroupVersion() == 1),
                can.cpuQuota(),
                can.cpuQuota(),
                can.cpuShares(),
                can.cpuset(),
                can.pidsLimit(),
                can.ipv4Forwarding(),
                settings.debug(),
                0,
                can.oomKillDisable(),
                Thread.activeCount(),
                Times.rfc3339(i.now()),
                can.defaultLogDriver(),
                can.cgroupDriver(),
                Integer.toString(can.cgroupVersion()),
                0,
                host.kernelVersion(),
                host.operatingSystem(),
                host.osVersion(),
                host.osType(),
                host.architecture(),
                INDEX,
                registries(settings),
                host.cpus(),
                host.memoryBytes(),
                Nil.list(),
                i.dataRoot(),
                "",
                "",
                "",
                i.name(),
                i.labels(),
                false,
                Product.DOCKER_VERSION,
                runtimes(can.runtimes()),
                can.runtimes().isEmpty() ? "runc" : can.runtimes().getFirst(),
                new InfoJson.SwarmJson("", "", "inactive", false, "", Nil.list()),
                can.liveRestore(),
                "",
                "docker-init",
                new InfoJson.CommitJson(""),
                new InfoJson.CommitJson(""),
                new InfoJson.CommitJson(""),
                can.securityOptions(),
                pools(settings),
                new InfoJson.FirewallJson("nftables"),
                List.of("/etc/cdi", "/var/run/cdi"),
                null,
                i.warnings().isEmpty() ? Nil.list() : i.warnings());
    }

    private static InfoJson.RegistriesJson registries(Settings settings) {
        var index = new InfoJson.IndexJson(settings.registries().mirrors(), "docker.io", true, true);
        var indexes = new LinkedHashMap<String, InfoJson.IndexJson>();
        indexes.put("docker.io", index);
        settings.registries().insecure().stream()
                .filter(host -> !host.contains("/"))
                .forEach(host -> indexes.put(host, new InfoJson.IndexJson(List.of(), host, false, false)));
        var mirrors = settings.registries().mirrors();
        return new InfoJson.RegistriesJson(
                indexes, List.of("::1/128", "127.0.0.0/8"), mirrors.isEmpty() ? Nil.list() : mirrors);
    }

    private static Map<String, InfoJson.RuntimeJson> runtimes(List<String> names) {
        var map = new LinkedHashMap<String, InfoJson.RuntimeJson>();
        names.forEach(name -> map.put(name, new InfoJson.RuntimeJson(name)));
        return map;
    }

    private static @Nullable List<InfoJson.AddressPoolJson> pools(Settings settings) {
        return Nil.omitEmpty(settings.network().pools().stream()
                .map(pool -> new InfoJson.AddressPoolJson(pool.base(), pool.size()))
                .toList());
    }

    static VersionJson version(EngineVersion v) {
        var details = new LinkedHashMap<String, String>();
        details.put("ApiVersion", ApiVersion.NEWEST.toString());
        details.put("Arch", v.architecture());
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
                v.architecture(),
                v.kernelVersion(),
                null,
                v.buildTime());
    }

    static DiskUsageJson diskUsage(DiskUsage d, Set<Part> asked, Instant now) {
        return new DiskUsageJson(
                d.layerBytes(),
                asked.contains(Part.IMAGES)
                        ? d.images().stream().map(i -> ImageMapping.row(i, false)).toList()
                        : Nil.list(),
                asked.contains(Part.CONTAINERS)
                        ? d.containers().stream().map(c -> ContainerMapping.row(c, now)).toList()
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
                        e.action(), e.actorId(), e.attributes().get("image"), e.type().word(), e.action(), actor, "local",
                        seconds, nanos);
            case IMAGE ->
                new EventJson(
                        e.action(), e.actorId(), null, e.type().word(), e.action(), actor, "local", seconds, nanos);
            case NETWORK, VOLUME, DAEMON, BUILDER ->
                new EventJson(null, null, null, e.type().word(), e.action(), actor, "local", seconds, nanos);
        };
    }
}
