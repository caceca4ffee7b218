package dev.conex.engine;

import dev.conex.linux.Fd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A network half that only remembers who is connected.
final class FakeNetworks implements ContainerNetworks {
    final Set<String> connected = ConcurrentHashMap.newKeySet();
    final List<String> adopted = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger(2);
    volatile @Nullable Refusal refusal;

    @Override
    public List<Endpoint> wanted(ContainerSpec spec, boolean strict) {
        return List.of(new Endpoint("bridge", "net1", "", EndpointOptions.DEFAULTS, null));
    }

    @Override
    public List<Endpoint> connect(Joining joining, Fd networkNamespace) {
        var refused = refusal;
        if (refused != null) {
            throw refused;
        }
        var result = new ArrayList<Endpoint>();
        for (var e : joining.endpoints()) {
            var id = joining.id().shortened() + "-" + e.networkName();
            connected.add(id);
            result.add(new Endpoint(
                    e.networkName(),
                    e.networkId(),
                    id,
                    e.wanted(),
                    new Endpoint.Assigned(
                            "eth0",
                            "02:42:00:00:00:02",
                            "10.0.0." + next.getAndIncrement(),
                            24,
                            "10.0.0.1",
                            "",
                            0,
                            "",
                            List.of(),
                            List.of())));
        }
        return result;
    }

    @Override
    public void release(ContainerId id, List<Endpoint> endpoints) {
        endpoints.forEach(e -> connected.remove(e.endpointId()));
    }

    @Override
    public void adopt(Joining joining, Fd networkNamespace) {
        adopted.add(joining.id().value());
    }

    @Override
    public String plan(Joining joining) {
        return "connect " + joining.endpoints().size() + "\n";
    }

    @Override
    public Resolving resolving(Joining joining) {
        return new Resolving(List.of("10.0.0.53"), List.of("example"), List.of(), "10.0.0.1");
    }

    @Override
    public Map<String, ContainerStats.Interface> counters(Fd networkNamespace) {
        return Map.of();
    }

    @Override
    public void sweep(Set<String> liveEndpointIds) {
        connected.retainAll(liveEndpointIds);
    }
}
