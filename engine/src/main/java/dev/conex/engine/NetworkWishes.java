package dev.conex.engine;

import dev.conex.engine.stored.StoredNetwork;
import dev.conex.network.MacAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which networks a spec names, each as an endpoint that isn't assigned yet.
final class NetworkWishes {
    private final NetworkTable table;

    NetworkWishes(NetworkTable table) {
        this.table = table;
    }

    /// The mode's network first. An unknown one is refused if `strict`, otherwise kept by name.
    List<Endpoint> of(ContainerSpec spec, boolean strict) {
        if (!(NetworkMode.of(spec) instanceof NetworkMode.Named(String mode))) {
            return List.of();
        }
        var given = new LinkedHashMap<String, EndpointOptions>();
        spec.networks().forEach((key, options) -> given.put(canonical(key), options));
        var first = canonical(mode);
        var found = new ArrayList<Endpoint>();
        found.add(endpoint(first, main(given.getOrDefault(first, EndpointOptions.DEFAULTS), spec), strict));
        given.remove(first);
        given.forEach((name, options) -> found.add(endpoint(name, options, strict)));
        return found;
    }

    private String canonical(String ref) {
        return table.lookup(ref).map(StoredNetwork::name).orElse(ref);
    }

    /// The container-wide link address belongs to the mode's network.
    private static EndpointOptions main(EndpointOptions o, ContainerSpec spec) {
        var mac = Given.text(o.macAddress()).isEmpty() ? spec.config().macAddress() : o.macAddress();
        return new EndpointOptions(
                o.ipv4Address(),
                o.ipv6Address(),
                o.linkLocalAddresses(),
                o.links(),
                o.aliases(),
                mac,
                o.driverOptions(),
                o.gatewayPriority());
    }

    private Endpoint endpoint(String name, EndpointOptions options, boolean strict) {
        var network = table.named(name);
        if (network.isPresent()) {
            return of(network.get(), options);
        }
        if (strict) {
            throw new Refusal.NotFound(Refusal.Noun.NETWORK, name);
        }
        return new Endpoint(name, "", "", options, null);
    }

    /// An endpoint on a network that is there; refuses what that network can't give.
    static Endpoint of(StoredNetwork network, EndpointOptions options) {
        check(network, options);
        return new Endpoint(network.name(), network.id(), "", options, null);
    }

    private static void check(StoredNetwork network, EndpointOptions options) {
        checkMac(options.macAddress());
        var wrong = new ArrayList<String>();
        boolean named = NetworkTable.userDefined(network);
        if (!named && !Given.list(options.aliases()).isEmpty()) {
            wrong.add("network-scoped aliases are only supported for user-defined networks");
        }
        checkAddress(wrong, network, options.ipv4Address(), network.ipv4());
        checkAddress(wrong, network, options.ipv6Address(), network.ipv6());
        if (!wrong.isEmpty()) {
            var text = wrong.size() == 1 ? wrong.getFirst() : "* " + String.join("\n* ", wrong);
            throw new Refusal.Invalid(
                    Refusal.What.NETWORK_MODE,
                    network.name(),
                    "invalid config for network %s: invalid endpoint settings:\n%s".formatted(network.name(), text));
        }
    }

    private static void checkMac(@Nullable String mac) {
        var text = Given.text(mac);
        try {
            if (!text.isEmpty()) {
                new MacAddress(text).bytes();
            }
        } catch (IllegalArgumentException e) {
            throw new Refusal.Invalid(Refusal.What.ADDRESS, text, "invalid MAC address: " + text);
        }
    }

    private static void checkAddress(
            List<String> wrong, StoredNetwork network, @Nullable String wish, @Nullable String gateway) {
        var text = Given.text(wish);
        if (text.isEmpty()) {
            return;
        }
        var address = NetworkPools.address(text);
        if (!NetworkTable.userDefined(network)) {
            wrong.add("user specified IP address is supported on user defined networks only");
        }
        var subnet = NetworkTable.cidr(gateway);
        if (!network.subnetsGiven()) {
            wrong.add(
                    "user specified IP address is supported only when connecting to networks with user configured subnets");
        } else if (subnet == null || !subnet.contains(address)) {
            wrong.add("no configured subnet contains IP address " + text);
        }
    }
}
