package dev.conex.engine;

import dev.conex.engine.ContainerNetworks.Joining;
import dev.conex.engine.stored.StoredNetwork;
import dev.conex.network.Addresses;
import dev.conex.network.Attachment;
import dev.conex.network.Cidr;
import dev.conex.network.MacAddress;
import dev.conex.network.PublishedPort;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides what endpoints get: link names, addresses, ports. Called within a claim; pure but for what that tells.
final class NetworkAssignment {
    private static final String LINK_PREFIX = "eth";

    private final NetworkTable table;
    private final NetworkClaims claims;

    NetworkAssignment(NetworkTable table, NetworkClaims claims) {
        this.table = table;
        this.claims = claims;
    }

    /// Assigns `fresh` for a container that has `present` already. Ports go to the one that is the way out.
    List<Endpoint> assign(Joining joining, List<Endpoint> present, List<Endpoint> fresh, List<PublishedPort> ports) {
        var way = present.stream().anyMatch(e -> wayOut(e).isPresent()) ? Optional.<Endpoint>empty() : gateway(fresh);
        var names = new LinkedHashSet<String>();
        present.forEach(e -> {
            if (e.assigned() != null) {
                names.add(e.assigned().interfaceName());
            }
        });
        var done = new ArrayList<Endpoint>();
        for (var endpoint : fresh) {
            var network = network(endpoint);
            var link = link(network, names);
            names.add(link);
            var own = way.isPresent() && way.get().equals(endpoint) ? ports : List.<PublishedPort>of();
            done.add(assigned(joining, endpoint, network, link, own));
        }
        return done;
    }

    /// Which of several endpoints is the way to everywhere: highest priority first, then by name.
    Optional<Endpoint> gateway(List<Endpoint> endpoints) {
        return endpoints.stream()
                .filter(e -> wayOut(e).isPresent())
                .min(Comparator.<Endpoint>comparingInt(e -> -e.wanted().gatewayPriority())
                        .thenComparing(Endpoint::networkName));
    }

    private Optional<StoredNetwork> wayOut(Endpoint endpoint) {
        return table.byId(endpoint.networkId())
                .filter(n -> !n.spec().internal() && !n.bridge().isEmpty());
    }

    StoredNetwork network(Endpoint endpoint) {
        return table.byId(endpoint.networkId())
                .or(() -> table.lookup(endpoint.networkName()))
                .orElseThrow(() -> new Refusal.NotFound(Refusal.Noun.NETWORK, endpoint.networkName()));
    }

    private static String link(StoredNetwork network, Set<String> taken) {
        var prefix = Given.map(network.spec().options()).getOrDefault(NetworkOptionNames.LINK_PREFIX, LINK_PREFIX);
        int number = 0;
        while (taken.contains(prefix + number)) {
            number++;
        }
        return prefix + number;
    }

    private Endpoint assigned(
            Joining joining, Endpoint endpoint, StoredNetwork network, String link, List<PublishedPort> ports) {
        var used = claims.addresses(network);
        var wanted = endpoint.wanted();
        var ipv4 = address(network, NetworkTable.cidr(network.ipv4()), wanted.ipv4Address(), used);
        var ipv6 = address(network, NetworkTable.cidr(network.ipv6()), wanted.ipv6Address(), used);
        boolean way = !network.spec().internal();
        var assigned = new Endpoint.Assigned(
                link,
                mac(wanted.macAddress(), ipv4, ipv6),
                text(ipv4),
                prefix(network.ipv4(), ipv4),
                ipv4 == null || !way ? "" : gatewayText(network.ipv4()),
                text(ipv6),
                prefix(network.ipv6(), ipv6),
                ipv6 == null || !way ? "" : gatewayText(network.ipv6()),
                NetworkTable.userDefined(network) ? names(joining, wanted) : List.of(),
                ports.stream().map(NetworkPorts::stored).toList());
        return new Endpoint(network.name(), network.id(), ContainerId.random().value(), wanted, assigned);
    }

    private static String mac(@Nullable String wanted, @Nullable InetAddress ipv4, @Nullable InetAddress ipv6) {
        if (!Given.text(wanted).isEmpty()) {
            try {
                return new MacAddress(Given.text(wanted)).text();
            } catch (IllegalArgumentException e) {
                throw new Refusal.Invalid(Refusal.What.ADDRESS, Given.text(wanted), "invalid MAC address: " + wanted);
            }
        }
        var address = ipv4 == null ? ipv6 : ipv4;
        return address == null ? "02:42:00:00:00:01" : MacAddress.of(address).text();
    }

    private @Nullable InetAddress address(
            StoredNetwork network, @Nullable Cidr gateway, @Nullable String wish, Set<InetAddress> used) {
        var wanted = Given.text(wish).isEmpty() ? null : NetworkPools.address(Given.text(wish));
        if (gateway == null) {
            return null;
        }
        var subnet = gateway.subnet();
        if (wanted != null) {
            if (used.contains(wanted)) {
                throw new Refusal.Forbidden("Address already in use");
            }
            return wanted;
        }
        var range = range(network, subnet);
        return Addresses.pickAddress(subnet, range, used)
                .orElseThrow(() ->
                        new Refusal.Forbidden("no available IPv%d addresses on this network's address pools: %s (%s)"
                                .formatted(subnet.v6() ? 6 : 4, network.name(), network.id())));
    }

    private static @Nullable Cidr range(StoredNetwork network, Cidr subnet) {
        var ipam = network.spec().ipam();
        if (ipam == null) {
            return null;
        }
        for (var pool : Given.list(ipam.config())) {
            if (subnet.toString().equals(pool.subnet())
                    && !Given.text(pool.ipRange()).isEmpty()) {
                return NetworkPools.parse(Given.text(pool.ipRange()));
            }
        }
        return null;
    }

    private static List<String> names(Joining joining, EndpointOptions wanted) {
        var names = new LinkedHashSet<String>();
        names.add(joining.name());
        names.addAll(Given.list(wanted.aliases()));
        names.add(joining.id().shortened());
        if (!joining.hostname().isEmpty()) {
            names.add(joining.hostname());
        }
        return List.copyOf(names);
    }

    private static String text(@Nullable InetAddress address) {
        return address == null ? "" : Cidr.text(address);
    }

    private static int prefix(@Nullable String gateway, @Nullable InetAddress address) {
        var cidr = NetworkTable.cidr(gateway);
        return cidr == null || address == null ? 0 : cidr.prefix();
    }

    private static String gatewayText(@Nullable String gateway) {
        var cidr = NetworkTable.cidr(gateway);
        return cidr == null ? "" : Cidr.text(cidr.address());
    }

    /// An assigned endpoint as the network room takes it; absent if its network has no link.
    Optional<Attachment> attachment(ContainerId id, Endpoint endpoint, boolean way) {
        var assigned = endpoint.assigned();
        var bridge = table.byId(endpoint.networkId()).flatMap(NetworkTable::bridge);
        if (assigned == null || bridge.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Attachment(
                id.value(),
                endpoint.endpointId(),
                bridge.get(),
                assigned.interfaceName(),
                new MacAddress(assigned.macAddress()),
                cidr(assigned.ipv4Address(), assigned.ipv4Prefix()),
                cidr(assigned.ipv6Address(), assigned.ipv6Prefix()),
                way,
                assigned.ports().stream().map(NetworkPorts::live).toList()));
    }

    private static @Nullable Cidr cidr(String address, int prefix) {
        return address.isEmpty() ? null : new Cidr(NetworkPools.address(address), prefix);
    }
}
