package dev.conex.engine;

import dev.conex.engine.ContainerState.Life;
import dev.conex.engine.stored.StoredMount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Records as users see them. Pure.
final class ContainerViews {
    private ContainerViews() {}

    static ContainerInspect inspect(
            ContainerRecord r,
            @Nullable Health health,
            List<String> execs,
            Path stateDir,
            ContainerInspect.@Nullable Sizes sizes) {
        var command = SpecMerge.command(r.config());
        return new ContainerInspect(
                r.key(),
                r.name(),
                r.created(),
                command.getFirst(),
                command.subList(1, command.size()),
                state(r, health),
                image(r),
                paths(r, stateDir),
                r.restartCount(),
                execs,
                r.spec(),
                mounts(r),
                network(r),
                sizes);
    }

    static ContainerSummary summary(
            ContainerRecord r, @Nullable Health health, ContainerInspect.@Nullable Sizes sizes) {
        return new ContainerSummary(
                r.key(),
                List.of(r.name()),
                r.config().image(),
                r.origin().imageId(),
                SpecMerge.command(r.config()),
                r.created(),
                state(r, health),
                Given.map(r.config().labels()),
                r.host().network().mode(),
                ports(r),
                mounts(r),
                r.endpoints(),
                sizes,
                r.host().life().annotations(),
                image(r));
    }

    static ContainerInspect.StateView state(ContainerRecord r, @Nullable Health health) {
        var state = r.state();
        Life life = state.life();
        boolean restarting = state instanceof ContainerState.Restarting;
        return new ContainerInspect.StateView(
                state.word(),
                state.alive() || restarting,
                state instanceof ContainerState.Paused,
                restarting,
                life.oomKilled(),
                state instanceof ContainerState.Dead,
                state.alive() ? life.pid() : 0,
                life.exitCode(),
                life.error(),
                life.startedAt(),
                life.finishedAt(),
                health == null ? null : health.view());
    }

    private static ContainerInspect.ImageUse image(ContainerRecord r) {
        var o = r.origin();
        return new ContainerInspect.ImageUse(
                o.imageId(),
                r.config().image(),
                o.os(),
                o.mediaType(),
                o.digest(),
                o.size(),
                o.architecture(),
                o.variant().isEmpty() ? null : o.variant());
    }

    private static ContainerInspect.Paths paths(ContainerRecord r, Path dir) {
        boolean started = r.state().life().startedAt() != null;
        return new ContainerInspect.Paths(
                started ? dir.resolve("resolv.conf").toString() : "",
                started ? dir.resolve("hostname").toString() : "",
                started ? dir.resolve("hosts").toString() : "",
                "");
    }

    static List<ContainerInspect.MountPoint> mounts(ContainerRecord r) {
        return r.mounts().stream()
                .filter(m -> m.listed() == StoredMount.Listed.YES)
                .map(StoredMount::view)
                .toList();
    }

    /// Published ports while it runs; exposed ones with nothing behind them.
    private static ContainerInspect.NetworkView network(ContainerRecord r) {
        Map<String, List<HostOptions.PortBinding>> ports = new TreeMap<>();
        if (r.state().alive()) {
            exposed(r).forEach(p -> ports.put(p, new ArrayList<>()));
            for (var endpoint : r.endpoints()) {
                var assigned = endpoint.assigned();
                for (var p : assigned == null ? List.<Endpoint.PublishedPort>of() : assigned.ports()) {
                    var bindings =
                            ports.computeIfAbsent(p.containerPort() + "/" + p.protocol(), _ -> new ArrayList<>());
                    var binding = new HostOptions.PortBinding(p.hostAddress(), Integer.toString(p.hostPort()));
                    if (!bindings.contains(binding)) {
                        bindings.add(binding);
                    }
                }
            }
        }
        boolean own = r.state().alive() && !(NetworkMode.of(r.spec()) instanceof NetworkMode.JoinedTo);
        return new ContainerInspect.NetworkView(
                own ? r.id() : "",
                own ? "/proc/%d/ns/net".formatted(r.state().life().pid()) : "",
                new LinkedHashMap<>(ports),
                r.endpoints());
    }

    /// `80/tcp` of everything exposed or published.
    static List<String> exposed(ContainerRecord r) {
        var all = new ArrayList<>(Given.list(r.config().exposedPorts()));
        Given.map(r.host().network().ports()).keySet().stream()
                .filter(p -> !all.contains(p))
                .forEach(all::add);
        return all.stream()
                .map(p -> p.contains("/") ? p : p + "/tcp")
                .distinct()
                .sorted()
                .toList();
    }

    private static List<ContainerSummary.Port> ports(ContainerRecord r) {
        var all = new ArrayList<ContainerSummary.Port>();
        if (!r.state().alive()) {
            return all;
        }
        network(r).ports().forEach((port, bindings) -> {
            int slash = port.indexOf('/');
            var number = port.substring(0, slash);
            if (!number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return;
            }
            int containerPort = Integer.parseInt(number);
            var protocol = port.substring(slash + 1);
            if (bindings.isEmpty()) {
                all.add(new ContainerSummary.Port("", containerPort, 0, protocol));
            }
            for (var b : bindings) {
                all.add(new ContainerSummary.Port(
                        Given.text(b.hostIp()), containerPort, Integer.parseInt(Given.text(b.hostPort())), protocol));
            }
        });
        return all;
    }
}
