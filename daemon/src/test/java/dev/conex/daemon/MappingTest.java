package dev.conex.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.conex.api.ContainerCreateSettings;
import dev.conex.api.ContainerJson;
import dev.conex.api.JsonTree;
import dev.conex.api.NetworkJson;
import dev.conex.api.StateJson;
import dev.conex.api.Times;
import dev.conex.api.VolumesJson;
import dev.conex.api.Wire;
import dev.conex.daemon.shims.Shims;
import dev.conex.engine.ContainerId;
import dev.conex.engine.ContainerInspect;
import dev.conex.engine.ContainerInspect.ImageUse;
import dev.conex.engine.ContainerInspect.NetworkView;
import dev.conex.engine.ContainerInspect.StateView;
import dev.conex.engine.ContainerSpec;
import dev.conex.engine.Endpoint;
import dev.conex.engine.EndpointOptions;
import dev.conex.engine.HealthResult;
import dev.conex.engine.HostOptions.PortBinding;
import dev.conex.engine.NetworkInspect;
import dev.conex.engine.NetworkSpec;
import dev.conex.engine.VolumeInspect;
import dev.conex.testkit.Golden;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTest {
    private static final ShownHost SHOWN =
            new ShownHost(dev.conex.engine.EngineConfig.ContainerDefaults.STANDARD, "host");

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tree(byte[] json) throws IOException {
        return (Map<String, Object>) Objects.requireNonNull(JsonTree.read(json));
    }

    @Test
    void aCreateOfDockersClientSurvivesTheWayInAndOut() throws Exception {
        var wish = Wire.read(ContainerCreateSettings.class, Golden.bytes("create-request.json"));
        var spec = SpecMapping.spec(wish);
        assertThat(HostMapping.settings(spec.host())).isEqualTo(wish.host());
        assertThat(tree(Wire.write(HostMapping.settings(spec.host())))).isEqualTo(tree(Wire.write(wish.host())));
        assertThat(SpecMapping.settings(spec.config())).isEqualTo(wish.config());
    }

    /// The container that real Docker described, in the engine's words.
    private static ContainerInspect inspect(ContainerJson c) {
        var ports = new LinkedHashMap<String, List<PortBinding>>();
        c.networkSettings()
                .ports()
                .forEach((port, bindings) -> ports.put(
                        port,
                        bindings.stream()
                                .map(b -> new PortBinding(b.hostIp(), b.hostPort()))
                                .toList()));
        var spec = new ContainerSpec(SpecMapping.config(c.config()), HostMapping.options(c.hostConfig()), Map.of());
        return new ContainerInspect(
                new ContainerId(c.id()),
                c.name().substring(1),
                c.created(),
                c.path(),
                c.args(),
                state(c.state()),
                new ImageUse(c.image(), "busybox", "linux", "", "", 0, "amd64", null),
                new ContainerInspect.Paths(c.resolvConfPath(), c.hostnamePath(), c.hostsPath(), c.logPath()),
                c.restartCount(),
                c.execIds(),
                spec,
                mounts(c),
                new NetworkView(
                        c.networkSettings().sandboxId(), c.networkSettings().sandboxKey(), ports, List.of(endpoint(c))),
                null);
    }

    private static StateView state(StateJson state) {
        var health = Objects.requireNonNull(state.health());
        var results = health.log().stream()
                .map(r -> new HealthResult(r.start(), r.end(), r.exitCode(), r.output()))
                .toList();
        return new StateView(
                state.status(),
                state.running(),
                state.paused(),
                state.restarting(),
                state.oomKilled(),
                state.dead(),
                state.pid(),
                state.exitCode(),
                state.error(),
                state.startedAt(),
                Times.orAbsent(state.finishedAt()),
                new ContainerInspect.HealthView(health.status(), health.failingStreak(), results));
    }

    private static Endpoint endpoint(ContainerJson c) {
        var network = c.networkSettings().networks().values().iterator().next();
        return new Endpoint(
                c.networkSettings().networks().keySet().iterator().next(),
                network.networkId(),
                network.endpointId(),
                new EndpointOptions(null, null, null, null, network.aliases(), null, null, 0),
                new Endpoint.Assigned(
                        "eth0",
                        network.macAddress(),
                        network.ipAddress(),
                        network.ipPrefixLen(),
                        network.gateway(),
                        "",
                        0,
                        "",
                        network.dnsNames(),
                        List.of()));
    }

    private static List<ContainerInspect.MountPoint> mounts(ContainerJson c) {
        return c.mounts().stream()
                .map(m -> new ContainerInspect.MountPoint(
                        m.type(),
                        m.name() == null ? "" : m.name(),
                        m.source(),
                        m.destination(),
                        m.driver() == null ? "" : m.driver(),
                        m.mode(),
                        m.writable(),
                        m.propagation()))
                .toList();
    }

    @Test
    void inspectIsWhatDockerSays() throws Exception {
        var docker = tree(Golden.bytes("container-running.json"));
        var ours = tree(Wire.write(ContainerMapping.json(
                inspect(Wire.read(ContainerJson.class, Golden.bytes("container-running.json"))), SHOWN)));
        for (var tree : List.of(docker, ours)) {
            tree.remove("GraphDriver");
            tree.remove("Driver");
        }
        assertThat(ours).isEqualTo(docker);
    }

    @Test
    void olderInspectsHaveTheirAliases() throws Exception {
        var ours = Wire.write(ContainerMapping.json(
                inspect(Wire.read(ContainerJson.class, Golden.bytes("container-running.json"))), SHOWN));
        var old = new String(
                Shims.response("GET /containers/{id}/json", 44, ours), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(old).contains("\"Aliases\":[\"web\",\"82273d6af35f\",\"hh\"]");
        assertThat(Shims.response("GET /containers/{id}/json", 51, ours)).isSameAs(ours);
    }

    @ParameterizedTest
    @CsvSource({"48,image-1.48.json", "44,image-1.44.json", "43,image-1.43.json"})
    void olderImagesAreWhatDockerSaysToOlderClients(int minor, String file) throws Exception {
        var ours = tree(Shims.response("GET /images/{name*}/json", minor, Golden.bytes("image-1.51.json")));
        assertThat(ours).isEqualTo(tree(Golden.bytes(file)));
    }

    @Test
    void networksAndVolumesAreWhatDockerSays() throws Exception {
        var docker = Wire.read(NetworkJson.class, Golden.bytes("network.json"));
        var members = new ArrayList<NetworkInspect.Member>();
        docker.containers()
                .forEach((id, m) -> members.add(new NetworkInspect.Member(
                        new ContainerId(id),
                        m.name(),
                        m.endpointId(),
                        m.macAddress(),
                        m.ipv4Address(),
                        m.ipv6Address())));
        var spec = new NetworkSpec(
                docker.name(),
                "bridge",
                null,
                true,
                false,
                false,
                false,
                false,
                false,
                null,
                new NetworkSpec.Ipam(
                        "default", Map.of(), List.of(new NetworkSpec.Pool("10.91.0.0/24", null, null, null))),
                null,
                null);
        var network = new NetworkInspect(docker.id(), spec, docker.created(), true, false, members);
        assertThat(tree(Wire.write(NetworkMapping.json(network, true)))).isEqualTo(tree(Golden.bytes("network.json")));

        var volume =
                Wire.read(VolumesJson.class, Golden.bytes("volumes.json")).volumes().getFirst();
        var ours = VolumeMapping.json(new VolumeInspect(
                volume.name(),
                "local",
                volume.mountpoint(),
                Times.parse(Objects.requireNonNull(volume.createdAt())),
                null,
                Map.of("a", "b"),
                false,
                null));
        assertThat(tree(Wire.write(ours))).isEqualTo(tree(Wire.write(volume)));
    }

    @ParameterizedTest
    @CsvSource({
        "0,Less than a second", "1,1 second", "59,59 seconds", "60,About a minute", "119,About a minute",
                "120,2 minutes",
        "3599,59 minutes", "3600,About an hour", "7200,2 hours", "172800,2 days", "1209600,2 weeks", "63072000,2 years"
    })
    void lengthsOfTimeHaveDockersWords(long seconds, String words) {
        assertThat(StatusWords.words(Duration.ofSeconds(seconds))).isEqualTo(words);
    }

    @Test
    void whatWasLeftOpenIsShownAsWhatItMeans() {
        var host = SHOWN.of(dev.conex.engine.HostOptions.DEFAULTS.withResources(
                dev.conex.engine.ResourceOptions.memoryBytes(64 << 20)));
        assertThat(host.network().mode()).isEqualTo("bridge");
        assertThat(host.namespaces().ipc()).isEqualTo("private");
        assertThat(host.namespaces().cgroup()).isEqualTo("host");
        assertThat(host.life().runtime()).isEqualTo("runc");
        assertThat(host.life().log().driver()).isEqualTo("local");
        assertThat(host.files().shmBytes()).isEqualTo(64 << 20);
        assertThat(host.resources().memory().swapBytes()).isEqualTo(128 << 20);
        assertThat(host.security().maskedPaths()).contains("/proc/kcore");
        assertThat(SHOWN.of(host)).isEqualTo(host);
    }

    @Test
    void commandsAreQuotedAsDockerDoes() {
        assertThat(ContainerMapping.command(List.of("/bin/sh", "-c", "exit 7"))).isEqualTo("/bin/sh -c 'exit 7'");
        assertThat(ContainerMapping.command(List.of("a b"))).isEqualTo("a b");
    }

    @Test
    void statusHasDockersWords() {
        var now = Instant.ofEpochSecond(1000);
        var up = new StateView("running", true, false, false, false, false, 1, 0, "", now.minusSeconds(3), null, null);
        assertThat(StatusWords.of(up, now)).isEqualTo("Up 3 seconds");
        var over =
                new StateView("exited", false, false, false, false, false, 0, 7, "", now, now.minusSeconds(60), null);
        assertThat(StatusWords.of(over, now)).isEqualTo("Exited (7) About a minute ago");
        var fresh = new StateView("created", false, false, false, false, false, 0, 0, "", null, null, null);
        assertThat(StatusWords.of(fresh, now)).isEqualTo("Created");
    }
}
