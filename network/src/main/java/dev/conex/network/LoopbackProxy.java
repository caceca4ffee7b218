package dev.conex.network;

import java.net.InetAddress;

/// Ports published on the IPv6 loopback address, which no firewall rule can translate.
final class LoopbackProxy {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("::1");

    private LoopbackProxy() {}

    /// Whether a published port is out of the firewall's reach.
    static boolean needed(PublishedPort port) {
        return port.hostAddress().equals(LOOPBACK);
    }
}
