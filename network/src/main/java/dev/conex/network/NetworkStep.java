package dev.conex.network;

import java.net.InetAddress;
import java.util.List;

/// One step of a plan: one change of the kernel, with its undo. `text` is what people read.
public sealed interface NetworkStep {
    String text();

    /// A new bridge, down, labelled.
    record MakeBridge(String name, String label, MacAddress mac, int mtu) implements NetworkStep {
        @Override
        public String text() {
            return "bridge %s mac %s mtu %d label %s".formatted(name, mac, mtu, label);
        }
    }

    /// A kernel setting of one link on the host; stays when the rest is undone, and dies with the link.
    record Setting(String key, String value) implements NetworkStep {
        @Override
        public String text() {
            return "setting %s = %s".formatted(key, value);
        }
    }

    /// An address of a bridge.
    record BridgeAddress(String link, Cidr address) implements NetworkStep {
        @Override
        public String text() {
            return "address %s on %s".formatted(address, link);
        }
    }

    /// A link goes up.
    record SwitchOn(String link) implements NetworkStep {
        @Override
        public String text() {
            return "up %s".formatted(link);
        }
    }

    /// Ports of the host are kept from other programs.
    record HoldPorts(String endpointId, String containerAddress, List<PublishedPort> ports) implements NetworkStep {
        public HoldPorts {
            ports = List.copyOf(ports);
        }

        @Override
        public String text() {
            return "hold "
                    + String.join(
                            ", ", ports.stream().map(PublishedPort::toString).toList());
        }
    }

    /// Ports of the IPv6 loopback address are served by a proxy.
    record ServeLoopback(String endpointId, InetAddress target, List<PublishedPort> ports) implements NetworkStep {
        public ServeLoopback {
            ports = List.copyOf(ports);
        }

        @Override
        public String text() {
            return "proxy "
                    + String.join(
                            ", ",
                            ports.stream()
                                    .map(p -> "[::1]:%d -> %s port %d"
                                            .formatted(p.hostPort(), Cidr.text(target), p.containerPort()))
                                    .toList());
        }
    }

    /// A pair of links: one end up on the bridge, the other born inside.
    record MakeVeth(String hostLink, String label, String bridge, String ifName, MacAddress mac, int mtu)
            implements NetworkStep {
        @Override
        public String text() {
            return "veth %s on %s, inside %s mac %s mtu %d, label %s"
                    .formatted(hostLink, bridge, ifName, mac, mtu, label);
        }
    }

    /// How the bridge treats the container's port.
    record BridgePort(String hostLink, boolean hairpin, boolean isolated) implements NetworkStep {
        @Override
        public String text() {
            return "port %s hairpin %s isolated %s"
                    .formatted(hostLink, hairpin ? "on" : "off", isolated ? "on" : "off");
        }
    }

    /// Loopback and the container's link come up, with addresses and default routes.
    record Inside(String ifName, List<Cidr> addresses, List<InetAddress> gateways) implements NetworkStep {
        public Inside {
            addresses = List.copyOf(addresses);
            gateways = List.copyOf(gateways);
        }

        @Override
        public String text() {
            var text = new StringBuilder("inside up lo, up ").append(ifName);
            addresses.forEach(a -> text.append(", address ").append(a));
            gateways.forEach(g -> text.append(", default by ").append(Cidr.text(g)));
            return text.toString();
        }
    }

    /// Until the bridge forwards to the container: before that, first packets are lost, and sent again after a second.
    record AwaitLink(String hostLink) implements NetworkStep {
        @Override
        public String text() {
            return "await %s operational".formatted(hostLink);
        }
    }

    /// One firewall transaction, and the one that takes it back.
    record Filter(String subject, String commands, String undo) implements NetworkStep {
        @Override
        public String text() {
            return "firewall, one transaction:\n" + commands.indent(4).stripTrailing();
        }
    }
}
