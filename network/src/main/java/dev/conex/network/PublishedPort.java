package dev.conex.network;

import java.net.Inet6Address;
import java.net.InetAddress;

/// A port of a container, reachable at an address and port of the host. An any-address (`0.0.0.0`, `::`) stands for
/// all addresses of its family.
public record PublishedPort(int containerPort, Protocol protocol, InetAddress hostAddress, int hostPort) {
    private static final int PORT_MAX = 65_535;

    public PublishedPort {
        check(containerPort);
        check(hostPort);
    }

    private static void check(int port) {
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("port %d: not 1 to %d".formatted(port, PORT_MAX));
        }
    }

    public boolean v6() {
        return hostAddress instanceof Inet6Address;
    }

    /// Whether both can't be there at once: same family, transport and port, and addresses that meet.
    public boolean clashes(PublishedPort other) {
        return protocol == other.protocol
                && hostPort == other.hostPort
                && v6() == other.v6()
                && (hostAddress.isAnyLocalAddress()
                        || other.hostAddress.isAnyLocalAddress()
                        || hostAddress.equals(other.hostAddress));
    }

    /// `127.0.0.1:8080`, `[::]:8080`.
    public String hostText() {
        var address = Cidr.text(hostAddress);
        return (v6() ? "[" + address + "]" : address) + ":" + hostPort;
    }

    @Override
    public String toString() {
        return "%s -> %d/%s".formatted(hostText(), containerPort, protocol.word());
    }
}
