package dev.conex.daemon;

import dev.conex.api.ContainerJson;
import dev.conex.api.ContainerRow;
import dev.conex.api.DescriptorJson;
import dev.conex.api.GraphDriverJson;
import dev.conex.api.MountPointJson;
import dev.conex.api.NetworkSettingsJson;
import dev.conex.api.Nil;
import dev.conex.api.PlatformJson;
import dev.conex.api.StateJson;
import dev.conex.api.Times;
import dev.conex.engine.ContainerInspect;
import dev.conex.engine.ContainerInspect.ImageUse;
import dev.conex.engine.ContainerInspect.MountPoint;
import dev.conex.engine.ContainerInspect.NetworkView;
import dev.conex.engine.ContainerInspect.StateView;
import dev.conex.engine.ContainerSummary;
import dev.conex.engine.Endpoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Containers as inspect and list show them.
final class ContainerMapping {
    /// The name of the storage driver, as the containerd image store has it.
    static final String DRIVER = "overlayfs";

    private ContainerMapping() {}

    static ContainerJson json(ContainerInspect c, ShownHost shown) {
        var sizes = c.sizes();
        return new ContainerJson(
                c.id().value(),
                c.created(),
                c.path(),
                c.args(),
                state(c.state()),
                c.image().id(),
                c.paths().resolvConf(),
                c.paths().hostname(),
                c.paths().hosts(),
                c.paths().log(),
                slashed(c.name()),
                c.restartCount(),
                DRIVER,
                c.image().os().isEmpty() ? "linux" : c.image().os(),
                descriptor(c.image()),
                "",
                "",
                "",
                c.execIds().isEmpty() ? Nil.list() : c.execIds(),
                HostMapping.settings(shown.of(c.spec().host())),
                new GraphDriverJson(Nil.map(), DRIVER),
                sizes == null ? null : sizes.writableBytes(),
                sizes == null ? null : sizes.rootBytes(),
                mounts(c.mounts()),
                SpecMapping.settings(c.spec().config()),
                network(c.network()));
    }

    private static String slashed(String name) {
        return name.startsWith("/") ? name : "/" + name;
    }

    private static @Nullable DescriptorJson descriptor(ImageUse image) {
        if (image.descriptorDigest().isEmpty()) {
            return null;
        }
        return new DescriptorJson(
                image.descriptorMediaType(),
                image.descriptorDigest(),
                image.descriptorSize(),
                null,
                new PlatformJson(image.architecture(), image.os(), image.variant()));
    }

    private static StateJson state(StateView s) {
        var health = s.health();
        return new StateJson(
                s.status(),
                s.running(),
                s.paused(),
                s.restarting(),
                s.oomKilled(),
                s.dead(),
                s.pid(),
                s.exitCode(),
                s.error(),
                Times.orZero(s.startedAt()),
                Times.orZero(s.finishedAt()),
                health == null ? null : health(health));
    }

    private static StateJson.HealthJson health(ContainerInspect.HealthView h) {
        var log = h.log().stream()
                .map(r -> new StateJson.ProbeJson(r.start(), r.end(), r.exitCode(), r.output()))
                .toList();
        return new StateJson.HealthJson(h.status(), h.failingStreak(), log.isEmpty() ? Nil.list() : log);
    }

    private static List<MountPointJson> mounts(List<MountPoint> mounts) {
        return mounts.stream()
                .map(m -> new MountPointJson(
                        m.type(),
                        m.name(),
                        m.source(),
                        m.destination(),
                        m.driver(),
                        m.mode(),
                        m.writable(),
                        m.propagation()))
                .toList();
    }

    /// The legacy fields beside the networks are those of the network `bridge`.
    private static NetworkSettingsJson network(NetworkView n) {
        var ports = new TreeMap<String, List<dev.conex.api.PortBinding>>();
        n.ports().forEach((port, bindings) -> ports.put(port, HostMapping.bindings(bindings)));
        var bridge = n.endpoints().stream()
                .filter(endpoint -> endpoint.networkName().equals("bridge"))
                .findFirst();
        var assigned = bridge.map(Endpoint::assigned).orElse(null);
        return new NetworkSettingsJson(
                "",
                n.sandboxId(),
                n.sandboxKey(),
                ports,
                false,
                "",
                0,
                Nil.list(),
                Nil.list(),
                assigned == null ? "" : bridge.map(Endpoint::endpointId).orElse(""),
                assigned == null ? "" : assigned.ipv4Gateway(),
                assigned == null ? "" : assigned.ipv6Address(),
                assigned == null ? 0 : assigned.ipv6Prefix(),
                assigned == null ? "" : assigned.ipv4Address(),
                assigned == null ? 0 : assigned.ipv4Prefix(),
                assigned == null ? "" : assigned.ipv6Gateway(),
                assigned == null ? "" : assigned.macAddress(),
                EndpointMapping.byName(n.endpoints(), true));
    }

    static ContainerRow row(ContainerSummary c, Instant now) {
        var sizes = c.sizes();
        return new ContainerRow(
                c.id().value(),
                c.names().stream().map(ContainerMapping::slashed).toList(),
                c.image(),
                c.imageId(),
                descriptor(c.imageUse()),
                command(c.command()),
                c.created().getEpochSecond(),
                c.ports().stream().map(ContainerMapping::port).toList(),
                sizes == null ? null : Nil.omitZero(sizes.writableBytes()),
                sizes == null ? null : Nil.omitZero(sizes.rootBytes()),
                c.labels(),
                c.state().status(),
                StatusWords.of(c.state(), now),
                new ContainerRow.HostRow(ShownHost.mode(c.networkMode()), annotations(c.annotations())),
                new ContainerRow.NetworksRow(EndpointMapping.byName(c.endpoints(), false)),
                mounts(c.mounts()));
    }

    /// The program and its arguments; those with blanks in quotes, but never the program itself.
    static String command(List<String> command) {
        var words = new StringJoiner(" ");
        for (int i = 0; i < command.size(); i++) {
            var word = command.get(i);
            words.add(i > 0 && word.indexOf(' ') >= 0 ? "'" + word + "'" : word);
        }
        return words.toString();
    }

    private static @Nullable Map<String, String> annotations(@Nullable Map<String, String> given) {
        return Nil.omitEmpty(given);
    }

    private static ContainerRow.PortRow port(ContainerSummary.Port p) {
        return new ContainerRow.PortRow(p.hostAddress(), p.containerPort(), Nil.omitZero(p.hostPort()), p.protocol());
    }
}
