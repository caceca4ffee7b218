package dev.conex.engine;

import dev.conex.engine.stored.StoredNetwork;
import dev.conex.network.PublishedPort;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Addresses and ports in use: those of live containers' records, and of endpoints that are being connected right now,
/// whose records are still to come. Nothing here outlives the engine.
final class NetworkClaims {
    private final ContainerUses containers;
    private final Map<String, Endpoint> coming = new HashMap<>();

    NetworkClaims(ContainerUses containers) {
        this.containers = containers;
    }

    /// Chooses endpoints, one chooser at a time, and keeps what they got until their record is there.
    synchronized List<Endpoint> claim(Supplier<List<Endpoint>> choice) {
        var chosen = choice.get();
        chosen.forEach(e -> coming.put(e.endpointId(), e));
        return chosen;
    }

    /// Endpoints that were claimed and aren't wanted any more.
    synchronized void drop(List<Endpoint> endpoints) {
        endpoints.forEach(e -> coming.remove(e.endpointId()));
    }

    /// Addresses of a network in use. Only within a choice.
    Set<InetAddress> addresses(StoredNetwork network) {
        var found = new HashSet<InetAddress>();
        for (var assigned : assigned(network.id())) {
            for (var text : List.of(assigned.ipv4Address(), assigned.ipv6Address())) {
                if (!text.isEmpty()) {
                    found.add(NetworkPools.address(text));
                }
            }
        }
        for (var gateway : new String[] {network.ipv4(), network.ipv6()}) {
            var cidr = NetworkTable.cidr(gateway);
            if (cidr != null) {
                found.add(cidr.address());
            }
        }
        var ipam = network.spec().ipam();
        if (ipam != null) {
            Given.list(ipam.config()).forEach(p -> found.addAll(NetworkPools.reserved(p)));
        }
        return found;
    }

    /// Published ports in use. Only within a choice.
    List<PublishedPort> ports() {
        return assigned("").stream()
                .flatMap(a -> a.ports().stream())
                .map(NetworkPorts::live)
                .toList();
    }

    /// Of one network, or of all if empty.
    private List<Endpoint.Assigned> assigned(String networkId) {
        var known = containers.all().stream()
                .flatMap(c -> c.endpoints().stream())
                .filter(e -> e.assigned() != null)
                .collect(Collectors.toMap(Endpoint::endpointId, e -> e, (a, _) -> a));
        coming.keySet().removeAll(known.keySet());
        var all = new HashMap<>(known);
        all.putAll(coming);
        return all.values().stream()
                .filter(e -> networkId.isEmpty() || e.networkId().equals(networkId))
                .map(Endpoint::assigned)
                .filter(java.util.Objects::nonNull)
                .toList();
    }
}
