package dev.conex.network;

import java.util.ArrayList;
import java.util.List;

/// Looks for forward chains of other owners that drop by default: they stop our containers' traffic too, and it isn't
/// ours to change them. Reads what `nft list chains` prints; rules made by legacy iptables can't be seen here.
final class ForeignForward {
    private ForeignForward() {}

    static List<String> warnings(String listing, String ownTable) {
        var found = new ArrayList<String>();
        var table = "";
        for (var line : listing.split("\n")) {
            var text = line.strip();
            if (text.startsWith("table ")) {
                table = text.substring("table ".length()).replace(" {", "");
            } else if (text.contains("hook forward")
                    && text.contains("policy drop")
                    && !table.equals("inet " + ownTable)) {
                found.add(("firewall table \"%s\" drops forwarded traffic by default: containers are reached, and reach"
                                + " others, only as far as its rules allow")
                        .formatted(table));
            }
        }
        return found;
    }
}
