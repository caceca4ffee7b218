package dev.conex.engine;

import dev.conex.engine.stored.StoredNetwork;
import dev.conex.network.PublishedPort;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Addresses and ports in use: those of live containers' records, and of endpoints whose record is still to come or
/// which
/// are being taken down. Nothing here outlives the engine.
final class NetworkClaims {
    /// How long a start waits for something that an ending container is about to give back.
    static final Duration WAIT_MAX = Duration.ofSeconds(2);
    /// A record that appears or goes is not announced, only looked for.
    private static final long LOOK_MILLIS = 20;

    private final ContainerUses containers;
    private final Map<String, Endpoint> held = new HashMap<>();

    NetworkClaims(ContainerUses containers) {
        this.containers = containers;
    }

    /// Chooses endpoints, one chooser at a time, and holds what they got until [#drop]. If the choice is refused while
    /// somebody's is in transition, it is made again.
    synchronized List<Endpoint> claim(Supplier<List<Endpoint>> choice) {
        long end = System.nanoTime() + WAIT_MAX.toNanos();
        try {
            while (true) {
                try {
                    var chosen = choice.get();
                    chosen.forEach(e -> held.put(e.endpointId(), e));
                    return chosen;
                } catch (NetworkPorts.Taken | Refusal.Forbidden e) {
                    if (System.nanoTime() >= end || !inTransition()) {
                        throw e;
                    }
                }
                wait(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal.Unavailable("interrupted while waiting for an address or a port");
        }
    }

    private boolean inTransition() {
        return !recorded().keySet().containsAll(held.keySet());
    }

    /// Endpoints of a container that an earlier engine connected.
    synchronized void adopt(List<Endpoint> endpoints) {
        endpoints.forEach(e -> held.put(e.endpointId(), e));
    }

    /// Endpoints that are gone from the host.
    synchronized void drop(List<Endpoint> endpoints) {
        endpoints.forEach(e -> held.remove(e.endpointId()));
        notifyAll();
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

    private Map<String, Endpoint> recorded() {
        return containers.all().stream()
                .flatMap(c -> c.endpoints().stream())
                .filter(e -> e.assigned() != null)
                .collect(Collectors.toMap(Endpoint::endpointId, e -> e, (a, _) -> a));
    }

    /// Of one network, or of all if empty.
    private List<Endpoint.Assigned> assigned(String networkId) {
        var all = new HashMap<>(held);
        all.putAll(recorded());
        var found = new ArrayList<Endpoint.Assigned>();
        for (var endpoint : all.values()) {
            if (networkId.isEmpty() || endpoint.networkId().equals(networkId)) {
                found.add(Objects.requireNonNull(endpoint.assigned()));
            }
        }
        return found;
    }
}
