package dev.conex.network;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads back the elements of a map of ours, as nft(8) prints them. Elements without our comment are nobody's here.
final class FirewallListing {
    private static final Pattern ELEMENT = Pattern.compile("([^{},\\n]+?) comment \"([^\"]*)\" : ([^,}\\n]+)");

    private FirewallListing() {}

    /// A published port as the kernel has it.
    record Published(Firewall.Element element, String endpointId) {}

    static List<Published> published(String map, String listing, String ownerTag) {
        var found = new ArrayList<Published>();
        var matcher = ELEMENT.matcher(listing);
        var prefix = ownerTag + ":";
        while (matcher.find()) {
            var comment = matcher.group(2);
            if (comment.startsWith(prefix)) {
                var element = new Firewall.Element(
                        map,
                        matcher.group(1).replace("elements = {", "").strip(),
                        comment,
                        matcher.group(3).strip());
                found.add(new Published(element, comment.substring(prefix.length())));
            }
        }
        return found;
    }
}
