package dev.conex.network;

import dev.conex.linux.Fd;
import dev.conex.linux.NetNamespaceThread;
import dev.conex.linux.NetlinkLink;
import dev.conex.linux.NetlinkRoute;
import dev.conex.linux.Nftables;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A host, a neighbour on its LAN, and as many containers as wished, each a network namespace. The host is 10.77.0.1
/// and
/// fd77::1, the neighbour 10.77.0.2 and fd77::2, which is also the host's default route.
final class Lab implements AutoCloseable {
    static final NetworkSettings SETTINGS = new NetworkSettings("cxlab", "cxlab", true);
    private static final int WAIT_MILLIS = 1_300;

    final NetNamespaceThread thread = NetNamespaceThread.start("lab");
    final Fd host = thread.create();
    final Fd neighbour = thread.create();
    final HostNetwork network;
    private final List<AutoCloseable> open = new ArrayList<>();
    private int containers;

    Lab() throws IOException {
        wire();
        network = HostNetwork.open(SETTINGS, host);
    }

    private void wire() throws IOException {
        for (var place : List.of(host, neighbour)) {
            links(place, l -> l.up(NetlinkRoute.LOOPBACK));
        }
        links(host, l -> {
            l.createVeth(
                    new NetlinkRoute.Near("lan", 0), new NetlinkRoute.Far("lan", "02:00:00:00:00:02", neighbour), 1500);
            address(l, "10.77.0.1/24", "fd77::1/64");
            l.addDefaultRoute(l.find("lan").orElseThrow().index(), Cidr.address("10.77.0.2"));
        });
        links(neighbour, l -> {
            l.up(l.find("lan").orElseThrow().index());
            address(l, "10.77.0.2/24", "fd77::2/64");
        });
    }

    private static void address(NetlinkRoute l, String... addresses) throws IOException {
        int index = l.find("lan").orElseThrow().index();
        for (var text : addresses) {
            var cidr = Cidr.parse(text);
            l.addAddress(index, cidr.address(), cidr.prefix());
        }
    }

    void links(Fd place, HostKernel.LinkChange change) throws IOException {
        thread.inside(place, () -> {
            try (var l = NetlinkRoute.open()) {
                change.run(l);
            }
            return true;
        });
    }

    void setting(Fd place, String key, String value) throws IOException {
        thread.inside(place, () -> {
            HostKernel.write(key, value);
            return true;
        });
    }

    /// An empty namespace for a container.
    Fd namespace() throws IOException {
        var made = thread.create();
        open.add(made);
        return made;
    }

    static BridgeSpec bridge(String name, String v4, String v6) {
        return new BridgeSpec(name.repeat(3), name, Cidr.parse(v4), Cidr.parse(v6), false, true, true, 1500);
    }

    /// An attachment of a new endpoint with the nth addresses of the bridge's subnets.
    Attachment attachment(BridgeSpec bridge, int n, PublishedPort... ports) {
        var id = "%011x".formatted(0xabc00000000L + ++containers) + "0".repeat(53);
        var v4 = java.util.Objects.requireNonNull(bridge.ipv4());
        var v6 = java.util.Objects.requireNonNull(bridge.ipv6());
        return new Attachment(
                "c" + containers,
                id,
                bridge,
                "eth0",
                MacAddress.of(v4.at(n)),
                new Cidr(v4.at(n), v4.prefix()),
                new Cidr(v6.at(n), v6.prefix()),
                true,
                List.of(ports));
    }

    /// Accepts connections and answers each with the address that it came from.
    InetSocketAddress echo(Fd place, String address, int port) throws IOException {
        var family = address.contains(":") ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        var server =
                thread.inside(place, () -> ServerSocketChannel.open(family).bind(new InetSocketAddress(address, port)));
        open.add(server);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    try (var peer = server.accept()) {
                        var from = ((InetSocketAddress) peer.getRemoteAddress()).getAddress();
                        peer.socket().getOutputStream().write(Cidr.text(from).getBytes(StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException e) {
                // closed: the test is over
            }
        });
        return (InetSocketAddress) server.getLocalAddress();
    }

    /// The same for datagrams.
    void echoDatagrams(Fd place, String address, int port) throws IOException {
        var server = thread.inside(
                place,
                () -> DatagramChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress(address, port)));
        open.add(server);
        Thread.ofVirtual().start(() -> {
            try {
                var buffer = java.nio.ByteBuffer.allocate(100);
                while (true) {
                    var from = server.receive(buffer.clear());
                    server.send(buffer.flip(), from);
                }
            } catch (IOException e) {
                // closed: the test is over
            }
        });
    }

    /// What an echo at the address says, or why not.
    String ask(Fd place, String address, int port) throws IOException {
        var family = address.contains(":") ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        try (var channel = thread.inside(place, () -> SocketChannel.open(family))) {
            channel.socket().connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), WAIT_MILLIS);
            channel.socket().setSoTimeout(WAIT_MILLIS);
            return new String(channel.socket().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.net.SocketTimeoutException e) {
            return "timeout";
        } catch (java.net.SocketException e) {
            return "refused";
        }
    }

    /// Sends a datagram and returns what comes back.
    String askDatagram(Fd place, String address, int port) throws IOException {
        try (var channel = thread.inside(place, () -> DatagramChannel.open(StandardProtocolFamily.INET))) {
            channel.connect(new InetSocketAddress(address, port));
            channel.socket().setSoTimeout(WAIT_MILLIS);
            var text = "hello".getBytes(StandardCharsets.UTF_8);
            channel.socket().send(new DatagramPacket(text, text.length, new InetSocketAddress(address, port)));
            var packet = new DatagramPacket(new byte[100], 100);
            channel.socket().receive(packet);
            return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        } catch (java.net.SocketTimeoutException e) {
            return "timeout";
        } catch (java.net.SocketException e) {
            return "refused";
        }
    }

    /// Everything of the host and the given namespaces that somebody could leave behind.
    String census(Fd... places) throws IOException {
        var text = new StringBuilder(thread.inside(host, () -> {
            try (var nft = Nftables.open()) {
                return nft.run("census", "list ruleset\n");
            }
        }));
        var all = new ArrayList<>(List.of(places));
        all.addFirst(host);
        for (var place : all) {
            links(place, l -> {
                for (NetlinkLink link : l.links()) {
                    text.append("%s %s %d\n".formatted(link.name(), link.alias(), link.master()));
                }
                text.append(without(l.routes()));
                text.append(without(l.addresses()));
            });
        }
        return text.toString();
    }

    /// Link-local addresses come by themselves, in their own time.
    private static String without(List<?> rows) {
        return rows.stream()
                        .map(Object::toString)
                        .filter(r -> !r.contains("fe80"))
                        .toList() + "\n";
    }

    @Override
    public void close() throws Exception {
        network.close();
        for (var each : open) {
            each.close();
        }
        host.close();
        neighbour.close();
        thread.close();
    }
}
