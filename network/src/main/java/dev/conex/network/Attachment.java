package dev.conex.network;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An endpoint with everything decided. `ifName` is the link's name inside (`eth0`); addresses carry the subnet's
/// prefix; `gateway` says whether the default routes go this way.
public record Attachment(
        String containerId,
        String endpointId,
        BridgeSpec bridge,
        String ifName,
        MacAddress mac,
        @Nullable Cidr ipv4,
        @Nullable Cidr ipv6,
        boolean gateway,
        List<PublishedPort> ports) {
    private static final int HOST_LINK_DIGITS = 11;

    public Attachment {
        ports = List.copyOf(ports);
        if (!endpointId.matches("[0-9a-f]{12,64}")) {
            throw new IllegalArgumentException("endpoint id \"%s\": not 12 to 64 hex digits".formatted(endpointId));
        }
        if (!BridgeSpec.validName(ifName)) {
            throw new IllegalArgumentException("interface name \"%s\": not valid".formatted(ifName));
        }
    }

    /// The link's other end, on the host.
    public String hostLink() {
        return hostLink(endpointId);
    }

    static String hostLink(String endpointId) {
        return "veth" + endpointId.substring(0, HOST_LINK_DIGITS);
    }
}
