package dev.conex.engine;

import dev.conex.network.Cidr;
import dev.conex.network.Resolver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Names that one container may know: those of the running containers on its user-defined networks, and its links.
final class NetworkNames implements Resolver {
    private final ContainerId self;
    private final ContainerUses containers;
    private final List<InetSocketAddress> upstream;

    NetworkNames(ContainerId self, ContainerUses containers, List<InetSocketAddress> upstream) {
        this.self = self;
        this.containers = containers;
        this.upstream = List.copyOf(upstream);
    }

    private record Found(ContainerUse container, Endpoint endpoint, Endpoint.Assigned assigned) {}

    @Override
    public boolean known(String name) {
        return !named(name).isEmpty();
    }

    @Override
    public List<InetAddress> lookup(String name, boolean v6) {
        return named(name).stream()
                .map(f -> v6 ? f.assigned().ipv6Address() : f.assigned().ipv4Address())
                .filter(a -> !a.isEmpty())
                .distinct()
                .map(Cidr::address)
                .toList();
    }

    @Override
    public Optional<String> reverse(InetAddress address) {
        var text = Cidr.text(address);
        return neighbours().stream()
                .filter(f -> f.assigned().ipv4Address().equals(text)
                        || f.assigned().ipv6Address().equals(text))
                .map(f -> f.container().name() + "." + f.endpoint().networkName())
                .findFirst();
    }

    @Override
    public List<InetSocketAddress> upstream() {
        return upstream;
    }

    private List<Found> named(String name) {
        var found = new ArrayList<Found>();
        var targets = linked(name);
        for (var each : neighbours()) {
            if (targets.contains(each.container().name()) || hasName(each, name)) {
                found.add(each);
            }
        }
        return found;
    }

    private static boolean hasName(Found found, String name) {
        return found.assigned().dnsNames().stream()
                .map(n -> n.toLowerCase(Locale.ROOT))
                .anyMatch(n -> n.equals(name)
                        || name.equals(n + "." + found.endpoint().networkName().toLowerCase(Locale.ROOT)));
    }

    /// Containers that a link of ours calls so.
    private Set<String> linked(String name) {
        var found = new HashSet<String>();
        for (var endpoint : own()) {
            for (var link : Given.list(endpoint.wanted().links())) {
                int colon = link.indexOf(':');
                if (colon > 0
                        && link.substring(colon + 1).toLowerCase(Locale.ROOT).equals(name)) {
                    found.add(link.substring(0, colon).replaceFirst("^/", ""));
                }
            }
        }
        return found;
    }

    private List<Found> neighbours() {
        var networks = new HashSet<String>();
        for (var endpoint : own()) {
            var assigned = endpoint.assigned();
            if (assigned != null && !assigned.dnsNames().isEmpty()) {
                networks.add(endpoint.networkId());
            }
        }
        var found = new ArrayList<Found>();
        for (var container : containers.all()) {
            for (var endpoint : container.endpoints()) {
                var assigned = endpoint.assigned();
                if (assigned != null && networks.contains(endpoint.networkId())) {
                    found.add(new Found(container, endpoint, assigned));
                }
            }
        }
        return found;
    }

    private List<Endpoint> own() {
        return containers.all().stream()
                .filter(c -> c.id().equals(self))
                .findFirst()
                .map(ContainerUse::endpoints)
                .orElse(List.of());
    }
}
