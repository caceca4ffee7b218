package dev.conex.engine;

import dev.conex.network.Addresses;
import dev.conex.network.Cidr;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Chooses the subnets and gateways of a new network. Pure.
final class NetworkPools {
    private final List<Addresses.Pool> pools;
    private final List<Cidr> networks;
    private final List<Cidr> routed;

    /// `networks` are the subnets of our networks, `routed` what the host routes besides.
    NetworkPools(List<Addresses.Pool> pools, List<Cidr> networks, List<Cidr> routed) {
        this.pools = List.copyOf(pools);
        this.networks = List.copyOf(networks);
        this.routed = List.copyOf(routed);
    }

    /// Pools with everything said, and the gateways with prefix.
    record Chosen(
            List<NetworkSpec.Pool> pools,
            @Nullable Cidr ipv4,
            @Nullable Cidr ipv6) {}

    Chosen choose(NetworkSpec spec) {
        var given = spec.ipam() == null
                ? List.<NetworkSpec.Pool>of()
                : Given.list(spec.ipam().config());
        var chosen = new ArrayList<NetworkSpec.Pool>();
        Cidr ipv4 = null;
        Cidr ipv6 = null;
        for (var pool : given) {
            if (Given.text(pool.subnet()).isEmpty()) {
                continue;
            }
            var subnet = subnet(pool.subnet());
            var gateway = gateway(pool, subnet);
            check(pool, subnet, spec);
            // shown as given, as Docker does: a gateway only if somebody named it
            chosen.add(new NetworkSpec.Pool(subnet.toString(), pool.ipRange(), pool.gateway(), pool.auxAddresses()));
            ipv4 = !subnet.v6() && ipv4 == null ? gateway : ipv4;
            ipv6 = subnet.v6() && ipv6 == null ? gateway : ipv6;
        }
        if (ipv4 == null && !Boolean.FALSE.equals(spec.enableIpv4())) {
            ipv4 = pick(false, chosen);
        }
        if (ipv6 == null && Boolean.TRUE.equals(spec.enableIpv6())) {
            ipv6 = pick(true, chosen);
        }
        return new Chosen(chosen, ipv4, ipv6);
    }

    private Cidr pick(boolean v6, List<NetworkSpec.Pool> chosen) {
        var taken = new ArrayList<>(networks);
        taken.addAll(routed);
        var family = pools.stream().filter(p -> p.base().v6() == v6).toList();
        var subnet = Addresses.pickSubnet(family, taken)
                .orElseThrow(() -> new Refusal.Forbidden("all predefined address pools have been fully subnetted"));
        var gateway = new Cidr(subnet.at(1), subnet.prefix());
        var pool = new NetworkSpec.Pool(subnet.toString(), null, Cidr.text(gateway.address()), null);
        if (v6) {
            chosen.addLast(pool);
        } else {
            chosen.addFirst(pool);
        }
        return gateway;
    }

    private static Cidr subnet(@Nullable String text) {
        Cidr given;
        try {
            given = Cidr.parse(Given.text(text));
        } catch (IllegalArgumentException e) {
            throw new Refusal.Invalid(
                    Refusal.What.ADDRESS,
                    Given.text(text),
                    "invalid network config:\ninvalid subnet %s: invalid CIDR block notation".formatted(text));
        }
        if (!given.address().equals(given.first())) {
            throw new Refusal.Invalid(
                    Refusal.What.ADDRESS,
                    Given.text(text),
                    "invalid network config:\ninvalid subnet %s: it should be %s".formatted(given, given.subnet()));
        }
        return given;
    }

    static Cidr parse(String text) {
        try {
            return Cidr.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal.Invalid(Refusal.What.ADDRESS, text, "invalid CIDR address: " + text);
        }
    }

    static InetAddress address(String text) {
        try {
            return Cidr.address(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal.Invalid(Refusal.What.ADDRESS, text, "invalid IP address: " + text);
        }
    }

    private static Cidr gateway(NetworkSpec.Pool pool, Cidr subnet) {
        var wish = Given.text(pool.gateway());
        if (!wish.isEmpty()) {
            var address = address(wish);
            if (!subnet.contains(address)) {
                throw new Refusal.Invalid(
                        Refusal.What.ADDRESS, wish, "no matching subnet for gateway %s".formatted(wish));
            }
            return new Cidr(address, subnet.prefix());
        }
        var reserved = reserved(pool);
        var range = Given.text(pool.ipRange()).isEmpty() ? null : parse(Given.text(pool.ipRange()));
        return Addresses.pickAddress(subnet, range, reserved)
                .map(a -> new Cidr(a, subnet.prefix()))
                .orElseThrow(() -> new Refusal.Invalid(
                        Refusal.What.ADDRESS, subnet.toString(), "subnet %s has no room".formatted(subnet)));
    }

    /// Addresses that the user keeps for other things.
    static Set<InetAddress> reserved(NetworkSpec.Pool pool) {
        var found = new HashSet<InetAddress>();
        Given.map(pool.auxAddresses()).values().forEach(a -> found.add(address(a)));
        return found;
    }

    private void check(NetworkSpec.Pool pool, Cidr subnet, NetworkSpec spec) {
        if (networks.stream().anyMatch(subnet::overlaps)) {
            throw new Refusal.Forbidden("invalid pool request: Pool overlaps with other one on this address space");
        }
        var range = Given.text(pool.ipRange());
        if (!range.isEmpty() && !subnet.contains(parse(range))) {
            throw new Refusal.Invalid(
                    Refusal.What.ADDRESS,
                    range,
                    "invalid ip-range %s: it is not in subnet %s".formatted(range, subnet));
        }
        if (subnet.v6() && Boolean.FALSE.equals(spec.enableIpv6())) {
            throw new Refusal.Invalid(
                    Refusal.What.ADDRESS,
                    subnet.toString(),
                    "IPv6 subnet %s on a network without IPv6".formatted(subnet));
        }
    }
}
