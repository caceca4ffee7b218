package dev.conex.linux;

import java.util.List;
import java.util.Optional;

/// A link as the kernel lists it. `alias` and `kind` are empty where there is none; `master` is 0 for a free one.
/// `counters` are rx and tx packets, rx and tx bytes, rx and tx errors, rx and tx dropped, in the kernel's order.
public record NetlinkLink(
        int index, String name, String alias, String kind, boolean up, int master, int mtu, List<Long> counters) {
    public NetlinkLink {
        counters = List.copyOf(counters);
    }

    /// The link of a name among several.
    public static Optional<NetlinkLink> named(List<NetlinkLink> links, String name) {
        return links.stream().filter(l -> l.name().equals(name)).findFirst();
    }
}
