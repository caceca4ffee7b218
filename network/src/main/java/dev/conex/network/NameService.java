package dev.conex.network;

import dev.conex.linux.Fd;
import dev.conex.linux.Nftables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Answers names inside network namespaces, at 127.0.0.11 port 53 over UDP and TCP. The sockets have random ports, with
/// a redirect inside the namespace, so that port 53 stays the container's.
public final class NameService implements AutoCloseable {
    /// Where containers ask.
    public static final InetAddress ADDRESS = InetAddress.ofLiteral("127.0.0.11");

    private final HostKernel kernel;
    private final Set<NameServer> open = ConcurrentHashMap.newKeySet();

    NameService(HostKernel kernel) {
        this.kernel = kernel;
    }

    /// A namespace that is served. Closing stops it; the redirect inside goes with the namespace.
    public sealed interface Served extends AutoCloseable permits NameServer {
        @Override
        void close();
    }

    /// Serves a namespace until closed. While the sockets are open the namespace lives: close them when its container
    /// ends.
    public Served serve(Fd namespace, Resolver resolver) throws IOException {
        var server = kernel.inside(namespace, () -> {
            var udp = DatagramChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress(ADDRESS, 0));
            try {
                var tcp = ServerSocketChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress(ADDRESS, 0));
                redirect(port(udp.getLocalAddress()), port(tcp.getLocalAddress()));
                return new NameServer(udp, tcp, new NameQueries(resolver, new NameForwarding(kernel)), open::remove);
            } catch (IOException e) {
                udp.close();
                throw e;
            }
        });
        open.add(server);
        server.start();
        return server;
    }

    private static int port(java.net.SocketAddress address) {
        return ((InetSocketAddress) address).getPort();
    }

    /// Runs inside the namespace. Whatever an earlier process had set there is replaced.
    private static void redirect(int udp, int tcp) throws IOException {
        try (var firewall = Nftables.open()) {
            firewall.run("name redirect", redirectText(udp, tcp));
        }
    }

    static String redirectText(int udp, int tcp) {
        return """
                add table ip conex-names
                add chain ip conex-names output { type nat hook output priority -100 ; }
                flush chain ip conex-names output
                add rule ip conex-names output ip daddr 127.0.0.11 udp dport 53 dnat to 127.0.0.11:UDP
                add rule ip conex-names output ip daddr 127.0.0.11 tcp dport 53 dnat to 127.0.0.11:TCP
                """.replace("UDP", Integer.toString(udp)).replace("TCP", Integer.toString(tcp));
    }

    @Override
    public void close() {
        Set.copyOf(open).forEach(NameServer::close);
    }
}
