package dev.conex.linux;

import java.util.List;

/// A link as the kernel lists it. `up` is what was asked for, `operational` whether frames go through (RFC 2863; a
/// bridge
/// forwards to its ports only then). `alias` and `kind` are empty where there is none; `master` is 0 for a free one.
/// `mac` is its address with colons, empty for a link of a kind that has none.
/// `counters` are rx and tx packets, rx and tx bytes, rx and tx errors, rx and tx dropped, in the kernel's order.
public record NetlinkLink(
        int index,
        String name,
        String alias,
        String kind,
        boolean up,
        boolean operational,
        int master,
        int mtu,
        String mac,
        List<Long> counters) {
    public NetlinkLink {
        counters = List.copyOf(counters);
    }
}
