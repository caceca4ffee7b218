package dev.conex.network;

import org.jspecify.annotations.Nullable;

/// The link of a network on the host. `ipv4` and `ipv6` are the bridge's own addresses with the subnet's prefix
/// (the containers' gateway); an absent one means that the network hasn't that family. An `internal` one has no way
/// out.
public record BridgeSpec(
        String networkId,
        String name,
        @Nullable Cidr ipv4,
        @Nullable Cidr ipv6,
        boolean internal,
        boolean masquerade,
        boolean interContainer,
        int mtu) {
    /// IFNAMSIZ less the zero.
    private static final int NAME_MAX = 15;

    private static final int MTU_MIN = 68;
    private static final int MTU_MAX = 65_535;

    public BridgeSpec {
        if (!validName(name)) {
            throw new IllegalArgumentException(
                    "bridge name \"%s\": not 1 to %d safe characters".formatted(name, NAME_MAX));
        }
        if (mtu < MTU_MIN || mtu > MTU_MAX) {
            throw new IllegalArgumentException("mtu %d: not %d to %d".formatted(mtu, MTU_MIN, MTU_MAX));
        }
        if ((ipv4 != null && ipv4.v6()) || (ipv6 != null && !ipv6.v6())) {
            throw new IllegalArgumentException("bridge %s: address of the wrong family".formatted(name));
        }
    }

    /// Whether the kernel and the firewall language take it as the name of a link.
    public static boolean validName(String name) {
        return name.length() <= NAME_MAX && name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*") && !name.equals("lo");
    }

    /// The usual name of a user-defined network's bridge: `cx-` and twelve digits of its id.
    public static String nameFor(String networkId) {
        return "cx-" + networkId.substring(0, Math.min(12, networkId.length()));
    }
}
