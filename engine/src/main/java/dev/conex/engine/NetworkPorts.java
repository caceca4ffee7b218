package dev.conex.engine;

import dev.conex.network.Addresses;
import dev.conex.network.Protocol;
import dev.conex.network.PublishedPort;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/// Which ports a container publishes, from what its spec says, and the choice of ports of the host. Pure.
final class NetworkPorts {
    private static final int PORT_MAX = 65_535;

    private NetworkPorts() {}

    /// A port of the container, the addresses of the host where it shall be, and the range to choose from; both ends 0
    /// means any.
    record Wish(int containerPort, Protocol protocol, List<InetAddress> addresses, int first, int last) {
        boolean ephemeral() {
            return first == 0;
        }
    }

    /// @param everywhere the addresses that stand for "no address given"
    static List<Wish> wishes(ContainerSpec spec, List<InetAddress> everywhere) {
        var network = spec.host().network();
        var all = new LinkedHashMap<String, List<HostOptions.PortBinding>>();
        Given.map(network.ports()).forEach((port, bindings) -> {
            if (bindings != null) {
                all.put(port, bindings);
            }
        });
        if (network.publishAll()) {
            for (var exposed : Given.list(spec.config().exposedPorts())) {
                all.putIfAbsent(exposed, List.of(new HostOptions.PortBinding(null, null)));
            }
        }
        var wishes = new ArrayList<Wish>();
        all.forEach((port, bindings) -> (bindings.isEmpty() && network.publishAll()
                        ? List.of(new HostOptions.PortBinding(null, null))
                        : bindings)
                .forEach(b -> wishes.add(wish(port, b, everywhere))));
        return wishes;
    }

    private static Wish wish(String port, HostOptions.PortBinding binding, List<InetAddress> everywhere) {
        int slash = port.indexOf('/');
        var number = slash < 0 ? port : port.substring(0, slash);
        var protocol = protocol(slash < 0 ? "tcp" : port.substring(slash + 1));
        var host = Given.text(binding.hostPort());
        int dash = host.indexOf('-');
        int first = host.isEmpty() ? 0 : number(dash < 0 ? host : host.substring(0, dash), host);
        int last = dash < 0 ? first : number(host.substring(dash + 1), host);
        if (last < first) {
            throw new Refusal.Invalid(Refusal.What.PORT, host, "invalid port range: " + host);
        }
        int inside = number(number, port);
        if (inside == 0) {
            throw new Refusal.Invalid(Refusal.What.PORT, port, "invalid port specification: \"%s\"".formatted(port));
        }
        return new Wish(inside, protocol, addresses(Given.text(binding.hostIp()), everywhere), first, last);
    }

    private static List<InetAddress> addresses(String text, List<InetAddress> everywhere) {
        return text.isEmpty()
                ? everywhere
                : List.of(NetworkPools.address(text.replace("[", "").replace("]", "")));
    }

    private static Protocol protocol(String word) {
        try {
            return Protocol.parse(word);
        } catch (IllegalArgumentException e) {
            throw new Refusal.Invalid(Refusal.What.PORT, word, "invalid proto: " + word);
        }
    }

    private static int number(String text, String whole) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= PORT_MAX) {
                return port;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new Refusal.Invalid(Refusal.What.PORT, whole, "invalid hostPort: " + whole);
    }

    /// A wish that can't be had: another container has the port.
    static final class Taken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Taken(String host) {
            super("Bind for %s failed: port is already allocated".formatted(host), null, false, false);
        }
    }

    /// One port of the host for each wish, free at all its addresses.
    ///
    /// @param taken what live containers have, and ports to be avoided
    /// @param start where the search for an ephemeral port begins
    static List<PublishedPort> choose(List<Wish> wishes, Predicate<PublishedPort> taken, int start) {
        var chosen = new ArrayList<PublishedPort>();
        for (var wish : wishes) {
            OptionalInt port = wish.ephemeral()
                    ? Addresses.pickPort(
                            Addresses.EPHEMERAL_FIRST,
                            Addresses.EPHEMERAL_LAST,
                            start,
                            p -> busy(wish, p, taken, chosen))
                    : Addresses.pickPort(wish.first(), wish.last(), wish.first(), p -> busy(wish, p, taken, chosen));
            if (port.isEmpty()) {
                var address = wish.addresses().getFirst();
                throw new Taken(new PublishedPort(
                                wish.containerPort(),
                                wish.protocol(),
                                address,
                                wish.ephemeral() ? Addresses.EPHEMERAL_FIRST : wish.first())
                        .hostText());
            }
            chosen.addAll(at(wish, port.getAsInt()));
        }
        return chosen;
    }

    private static boolean busy(Wish wish, int port, Predicate<PublishedPort> taken, List<PublishedPort> chosen) {
        return at(wish, port).stream()
                .anyMatch(p -> taken.test(p) || chosen.stream().anyMatch(p::clashes));
    }

    private static List<PublishedPort> at(Wish wish, int port) {
        return wish.addresses().stream()
                .map(a -> new PublishedPort(wish.containerPort(), wish.protocol(), a, port))
                .toList();
    }

    /// As the engine's records have it.
    static Endpoint.PublishedPort stored(PublishedPort port) {
        return new Endpoint.PublishedPort(
                port.containerPort(),
                port.protocol().word(),
                dev.conex.network.Cidr.text(port.hostAddress()),
                port.hostPort());
    }

    /// As the network room has it.
    static PublishedPort live(Endpoint.PublishedPort port) {
        return new PublishedPort(
                port.containerPort(),
                Protocol.parse(port.protocol()),
                NetworkPools.address(port.hostAddress()),
                port.hostPort());
    }
}
