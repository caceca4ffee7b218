package dev.conex.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The firewall as text: a table of our own with a fixed skeleton, and elements of its sets and maps. A publish is one
/// element, so the thousandth port costs what the first did. Pure; the language is that of nft(8).
final class Firewall {
    static final List<String> PUBLISH_MAPS = List.of("publish4", "publish4at", "publish6", "publish6at");
    private static final List<String> BRIDGE_SETS =
            List.of("bridges", "internal", "together", "masquerade4", "masquerade6", "hairpin4", "hairpin6");

    private final String table;
    private final String owner;

    Firewall(NetworkSettings settings) {
        this.table = "inet " + settings.firewallTable();
        this.owner = settings.ownerTag();
    }

    /// The table, its sets and its chains. Loading it again changes the rules only, never an element.
    ///
    /// The loopback guard comes first: with `route_localnet` on a bridge, nothing but it keeps a container from the
    /// host's loopback services, and a neighbour of the host from ports published on 127.0.0.1.
    String skeleton() {
        return """
                add table TABLE { comment "OWNER" ; }
                add set TABLE bridges { type ifname ; }
                add set TABLE internal { type ifname ; }
                add set TABLE together { type ifname . ifname ; }
                add set TABLE masquerade4 { type ipv4_addr ; flags interval ; }
                add set TABLE masquerade6 { type ipv6_addr ; flags interval ; }
                add set TABLE hairpin4 { type ipv4_addr . ifname ; flags interval ; }
                add set TABLE hairpin6 { type ipv6_addr . ifname ; flags interval ; }
                add map TABLE publish4 { type inet_proto . inet_service : ipv4_addr . inet_service ; }
                add map TABLE publish6 { type inet_proto . inet_service : ipv6_addr . inet_service ; }
                add map TABLE publish4at { type ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service ; }
                add map TABLE publish6at { type ipv6_addr . inet_proto . inet_service : ipv6_addr . inet_service ; }
                add chain TABLE guard { type filter hook prerouting priority raw ; policy accept ; }
                add chain TABLE prerouting { type nat hook prerouting priority dstnat ; policy accept ; }
                add chain TABLE output { type nat hook output priority -100 ; policy accept ; }
                add chain TABLE publish
                add chain TABLE loopback6
                add chain TABLE postrouting { type nat hook postrouting priority srcnat ; policy accept ; }
                add chain TABLE forward { type filter hook forward priority filter ; policy accept ; }
                flush chain TABLE guard
                flush chain TABLE prerouting
                flush chain TABLE output
                flush chain TABLE publish
                flush chain TABLE loopback6
                flush chain TABLE postrouting
                flush chain TABLE forward
                add rule TABLE guard iifname != "lo" ip daddr 127.0.0.0/8 drop
                add rule TABLE prerouting fib daddr type local jump publish
                add rule TABLE output ip6 daddr ::1 goto loopback6
                add rule TABLE output fib daddr type local jump publish
                add rule TABLE loopback6 dnat ip6 to ip6 daddr . meta l4proto . th dport map @publish6at
                add rule TABLE publish dnat ip to ip daddr . meta l4proto . th dport map @publish4at
                add rule TABLE publish meta nfproto ipv4 dnat ip to meta l4proto . th dport map @publish4
                add rule TABLE publish dnat ip6 to ip6 daddr . meta l4proto . th dport map @publish6at
                add rule TABLE publish meta nfproto ipv6 dnat ip6 to meta l4proto . th dport map @publish6
                add rule TABLE postrouting oifname @bridges ip saddr 127.0.0.0/8 masquerade
                add rule TABLE postrouting ct status dnat ip saddr . oifname @hairpin4 masquerade
                add rule TABLE postrouting ct status dnat ip6 saddr . oifname @hairpin6 masquerade
                add rule TABLE postrouting oifname != @bridges ip saddr @masquerade4 masquerade
                add rule TABLE postrouting oifname != @bridges ip6 saddr @masquerade6 masquerade
                add rule TABLE forward ct state established,related accept
                add rule TABLE forward iifname . oifname @together accept
                add rule TABLE forward iifname @internal drop
                add rule TABLE forward oifname @internal drop
                add rule TABLE forward ct status dnat accept
                add rule TABLE forward oifname @bridges drop
                """.replace("TABLE", table).replace("OWNER", owner);
    }

    /// One element of a set or map; `value` is absent in a set.
    record Element(
            String set,
            String key,
            @Nullable String comment,
            @Nullable String value) {
        String text() {
            return key + (comment == null ? "" : " comment \"" + comment + "\"") + (value == null ? "" : " : " + value);
        }
    }

    /// What a bridge has in the sets.
    List<Element> elements(BridgeSpec bridge) {
        var link = "\"" + bridge.name() + "\"";
        var found = new ArrayList<Element>();
        found.add(new Element("bridges", link, null, null));
        if (bridge.internal()) {
            found.add(new Element("internal", link, null, null));
        }
        if (bridge.interContainer()) {
            found.add(new Element("together", link + " . " + link, null, null));
        }
        addFamily(found, bridge, bridge.ipv4(), "4");
        addFamily(found, bridge, bridge.ipv6(), "6");
        return found;
    }

    private static void addFamily(List<Element> found, BridgeSpec bridge, @Nullable Cidr address, String family) {
        if (address == null) {
            return;
        }
        var subnet = address.subnet().toString();
        found.add(new Element("hairpin" + family, subnet + " . \"" + bridge.name() + "\"", null, null));
        if (bridge.masquerade() && !bridge.internal()) {
            found.add(new Element("masquerade" + family, subnet, null, null));
        }
    }

    /// What an endpoint has in the maps: one element a published port. Nothing on an internal network. A port published
    /// on `::1` only is not here: a rule can't lead from there to another host (see [LoopbackProxy]).
    List<Element> elements(Attachment attachment) {
        var found = new ArrayList<Element>();
        for (var port : attachment.ports()) {
            var target = port.v6() ? attachment.ipv6() : attachment.ipv4();
            if (target == null || attachment.bridge().internal() || LoopbackProxy.only(port)) {
                continue;
            }
            var service = port.protocol().word() + " . " + port.hostPort();
            var any = port.hostAddress().isAnyLocalAddress();
            found.add(new Element(
                    "publish" + (port.v6() ? "6" : "4") + (any ? "" : "at"),
                    any ? service : Cidr.text(port.hostAddress()) + " . " + service,
                    owner + ":" + attachment.endpointId(),
                    Cidr.text(target.address()) + " . " + port.containerPort()));
        }
        return found;
    }

    /// What leads from a port of `::1` to the listener of a proxy there.
    Element toProxy(String endpointId, PublishedPort port, int listener) {
        return new Element(
                "publish6at",
                "::1 . %s . %d".formatted(port.protocol().word(), port.hostPort()),
                owner + ":" + endpointId,
                "::1 . " + listener);
    }

    String add(List<Element> elements) {
        return commands("add", elements);
    }

    /// Removes elements whether or not they are there: each is first added, in the same transaction. Fails as a whole
    /// if another owner has one of the keys.
    String remove(List<Element> elements) {
        return commands("add", elements) + commands("delete", elements);
    }

    private String commands(String verb, List<Element> elements) {
        var text = new StringBuilder();
        for (var element : elements) {
            text.append("%s element %s %s { %s }\n".formatted(verb, table, element.set(), element.text()));
        }
        return text.toString();
    }

    String list(String kind, String set) {
        return "list %s %s %s\n".formatted(kind, table, set);
    }

    String flushBridgeSets() {
        var text = new StringBuilder();
        BRIDGE_SETS.forEach(set -> text.append("flush set %s %s\n".formatted(table, set)));
        return text.toString();
    }

    String delete() {
        return "add table %s\ndelete table %s\n".formatted(table, table);
    }
}
