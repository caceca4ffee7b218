package dev.conex.network;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What will be done to the host's network, step by step, and how that reads. A value: making one changes nothing.
public record NetworkPlan(List<NetworkStep> steps) {
    public NetworkPlan {
        steps = List.copyOf(steps);
    }

    /// One step a line.
    public String text() {
        return String.join("", steps.stream().map(s -> s.text() + "\n").toList());
    }

    /// What is there of a bridge already.
    record Observed(boolean present, boolean up, Set<Cidr> addresses) {
        static final Observed NOTHING = new Observed(false, false, Set.of());

        Observed {
            addresses = Set.copyOf(addresses);
        }
    }

    /// Makes a bridge, or completes one. The firewall is set before the link goes up.
    static NetworkPlan bridge(NetworkSettings settings, BridgeSpec bridge, Observed observed) {
        var steps = new ArrayList<NetworkStep>();
        if (!observed.present()) {
            steps.add(new NetworkStep.MakeBridge(
                    bridge.name(), settings.label(bridge.networkId()), bridgeMac(bridge), bridge.mtu()));
        }
        steps.add(new NetworkStep.Setting("net/ipv6/conf/" + bridge.name() + "/accept_ra", "0"));
        // forwarding to a neighbour needs a link-local address that isn't still being checked for duplicates
        steps.add(new NetworkStep.Setting("net/ipv6/conf/" + bridge.name() + "/accept_dad", "0"));
        if (bridge.ipv4() != null) {
            steps.add(new NetworkStep.Setting("net/ipv4/conf/" + bridge.name() + "/route_localnet", "1"));
        }
        address(steps, bridge, bridge.ipv4(), observed);
        address(steps, bridge, bridge.ipv6(), observed);
        var firewall = new Firewall(settings);
        var elements = firewall.elements(bridge);
        steps.add(new NetworkStep.Filter("bridge " + bridge.name(), firewall.add(elements), firewall.remove(elements)));
        if (!observed.up()) {
            steps.add(new NetworkStep.SwitchOn(bridge.name()));
        }
        return new NetworkPlan(steps);
    }

    private static void address(List<NetworkStep> steps, BridgeSpec bridge, @Nullable Cidr address, Observed observed) {
        if (address != null && !observed.addresses().contains(address)) {
            steps.add(new NetworkStep.BridgeAddress(bridge.name(), address));
        }
    }

    /// Tells a bridge of ours from any other, too, before it has its label.
    static MacAddress bridgeMac(BridgeSpec bridge) {
        int hash = bridge.networkId().hashCode();
        return new MacAddress(
                "02:42:%02x:%02x:%02x:%02x".formatted(hash >>> 24, hash >>> 16 & 0xff, hash >>> 8 & 0xff, hash & 0xff));
    }

    /// Plugs an endpoint in. Ports come first, since they are what fails; publishing comes last.
    static NetworkPlan attach(NetworkSettings settings, Attachment a) {
        var steps = new ArrayList<NetworkStep>();
        var bridge = a.bridge();
        var ports = bridge.internal() ? List.<PublishedPort>of() : a.ports();
        if (!ports.isEmpty()) {
            steps.add(new NetworkStep.HoldPorts(a.endpointId(), addressText(a), ports));
        }
        steps.add(new NetworkStep.MakeVeth(
                a.hostLink(), settings.label(a.endpointId()), bridge.name(), a.ifName(), a.mac(), bridge.mtu()));
        steps.add(new NetworkStep.BridgePort(a.hostLink(), !ports.isEmpty(), !bridge.interContainer()));
        steps.add(new NetworkStep.Inside(a.ifName(), addresses(a), gateways(a)));
        var firewall = new Firewall(settings);
        var elements = firewall.elements(a);
        if (!elements.isEmpty()) {
            steps.add(new NetworkStep.Filter(
                    "publish of " + a.endpointId(), firewall.add(elements), firewall.remove(elements)));
        }
        var target = a.ipv4() == null ? a.ipv6() : a.ipv4();
        var proxied = ports.stream().filter(LoopbackProxy::needed).toList();
        if (!proxied.isEmpty() && target != null) {
            steps.add(new NetworkStep.ServeLoopback(a.endpointId(), target.address(), proxied));
        }
        steps.add(new NetworkStep.AwaitLink(a.hostLink()));
        return new NetworkPlan(steps);
    }

    private static String addressText(Attachment a) {
        var address = a.ipv4() == null ? a.ipv6() : a.ipv4();
        return address == null ? "" : Cidr.text(address.address());
    }

    private static List<Cidr> addresses(Attachment a) {
        var found = new ArrayList<Cidr>();
        if (a.ipv4() != null) {
            found.add(a.ipv4());
        }
        if (a.ipv6() != null) {
            found.add(a.ipv6());
        }
        return found;
    }

    static List<InetAddress> gateways(Attachment a) {
        var found = new ArrayList<InetAddress>();
        var bridge = a.bridge();
        if (!a.gateway() || bridge.internal()) {
            return found;
        }
        if (a.ipv4() != null && bridge.ipv4() != null) {
            found.add(bridge.ipv4().address());
        }
        if (a.ipv6() != null && bridge.ipv6() != null) {
            found.add(bridge.ipv6().address());
        }
        return found;
    }
}
