package dev.conex.linux;

import static dev.conex.linux.NetlinkSocket.ACK;
import static dev.conex.linux.NetlinkSocket.CREATE;
import static dev.conex.linux.NetlinkSocket.DUMP;
import static dev.conex.linux.NetlinkSocket.EXCLUSIVE;
import static dev.conex.linux.NetlinkSocket.REPLACE;
import static dev.conex.linux.NetlinkSocket.REQUEST;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Links, addresses and routes of one network namespace, by rtnetlink(7). Belongs to the namespace of the thread that
/// opened it, see [NetNamespaceThread]; every refusal is an [ErrnoException] that names the request and its subject.
public final class NetlinkRoute implements AutoCloseable {
    /// The loopback link of every namespace.
    public static final int LOOPBACK = 1;

    private static final int NEWLINK = 16;
    private static final int DELLINK = 17;
    private static final int GETLINK = 18;
    private static final int SETLINK = 19;
    private static final int NEWADDR = 20;
    private static final int DELADDR = 21;
    private static final int GETADDR = 22;
    private static final int NEWROUTE = 24;
    private static final int GETROUTE = 26;
    private static final int NEWNEIGH = 28;

    private static final int IFINFO = 16;
    private static final int IFADDR = 8;
    private static final int RTM = 12;

    private static final int AF_BRIDGE = 7;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int IFF_UP = 1;

    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_MASTER = 10;
    private static final int IFLA_PROTINFO = 12;
    private static final int IFLA_OPERSTATE = 16;
    private static final int OPER_UNKNOWN = 0;
    private static final int OPER_UP = 6;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_IFALIAS = 20;
    private static final int IFLA_STATS64 = 23;
    private static final int IFLA_NET_NS_FD = 28;
    private static final int INFO_KIND = 1;
    private static final int INFO_DATA = 2;
    private static final int VETH_PEER = 1;
    private static final int PORT_HAIRPIN = 4;
    private static final int PORT_ISOLATED = 33;

    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_BROADCAST = 4;
    private static final int IFA_FLAGS = 8;
    private static final int NO_DAD = 0x02;

    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int TABLE_MAIN = 254;
    private static final int PROTOCOL_STATIC = 4;
    private static final int TYPE_UNICAST = 1;

    private static final int COUNTERS = 8;

    private final NetlinkSocket socket;

    private NetlinkRoute(NetlinkSocket socket) {
        this.socket = socket;
    }

    /// Opens one in the calling thread's network namespace.
    public static NetlinkRoute open() throws ErrnoException {
        return new NetlinkRoute(NetlinkSocket.open());
    }

    static String word(int type) {
        return switch (type) {
            case NEWLINK -> "rtm_newlink";
            case DELLINK -> "rtm_dellink";
            case GETLINK -> "rtm_getlink";
            case SETLINK -> "rtm_setlink";
            case NEWADDR -> "rtm_newaddr";
            case DELADDR -> "rtm_deladdr";
            case GETADDR -> "rtm_getaddr";
            case NEWROUTE -> "rtm_newroute";
            case GETROUTE -> "rtm_getroute";
            case NEWNEIGH -> "rtm_newneigh";
            default -> "rtnetlink " + type;
        };
    }

    /// Makes a bridge, down, with an alias that tells its owner and an address of its own (`mac` with colons): without
    /// one it would take the lowest of its ports', and change it as they come and go.
    public void createBridge(String name, String alias, String mac, int mtu) throws IOException {
        socket.request(List.of(link(NEWLINK, CREATE | EXCLUSIVE, "bridge \"%s\"".formatted(name), 0)
                .attribute(IFLA_IFNAME, name)
                .attribute(IFLA_MTU, mtu)
                .attribute(IFLA_ADDRESS, HexFormat.ofDelimiter(":").parseHex(mac))
                .nested(IFLA_LINKINFO, m -> m.attribute(INFO_KIND, "bridge"))));
        alias(name, alias);
    }

    /// The near end of a veth pair and where it goes: `master` is the index of the bridge.
    public record Near(String name, int master) {}

    /// The far end of a veth pair, born in a namespace; `mac` with colons.
    public record Far(String name, String mac, Fd namespace) {}

    /// Makes a veth pair, the near end up and on its bridge, the far end down in its namespace.
    public void createVeth(Near near, Far far, int mtu) throws IOException {
        var subject = "veth \"%s\"".formatted(near.name());
        var message = new NetlinkMessage(NEWLINK, REQUEST | ACK | CREATE | EXCLUSIVE, subject)
                .u8(0)
                .u8(0)
                .u16(0)
                .u32(0)
                .u32(IFF_UP)
                .u32(IFF_UP)
                .attribute(IFLA_IFNAME, near.name())
                .attribute(IFLA_MTU, mtu)
                .attribute(IFLA_MASTER, near.master())
                .nested(
                        IFLA_LINKINFO,
                        info -> info.attribute(INFO_KIND, "veth")
                                .nested(
                                        INFO_DATA,
                                        data -> data.nested(
                                                VETH_PEER,
                                                peer -> peer.u8(0)
                                                        .u8(0)
                                                        .u16(0)
                                                        .u32(0)
                                                        .u32(0)
                                                        .u32(0)
                                                        .attribute(IFLA_IFNAME, far.name())
                                                        .attribute(IFLA_MTU, mtu)
                                                        .attribute(
                                                                IFLA_ADDRESS,
                                                                HexFormat.ofDelimiter(":")
                                                                        .parseHex(far.mac()))
                                                        .attribute(
                                                                IFLA_NET_NS_FD,
                                                                far.namespace().number()))));
        socket.request(List.of(message));
    }

    /// Labels a link. An alias given while a link is made is not taken by every kernel, so this is a step of its own.
    public void alias(String name, String alias) throws IOException {
        socket.request(List.of(link(SETLINK, 0, "link \"%s\"".formatted(name), 0)
                .attribute(IFLA_IFNAME, name)
                .attribute(IFLA_IFALIAS, alias)));
    }

    /// Switches a link on.
    public void up(int index) throws IOException {
        flags(index, IFF_UP);
    }

    /// Switches a link off.
    public void down(int index) throws IOException {
        flags(index, 0);
    }

    private void flags(int index, int flags) throws IOException {
        socket.request(List.of(new NetlinkMessage(NEWLINK, REQUEST | ACK, "link " + index)
                .u8(0)
                .u8(0)
                .u16(0)
                .u32(index)
                .u32(flags)
                .u32(IFF_UP)));
    }

    /// Removes a link by name. Slow (the kernel waits for everybody who may still look at it).
    public void deleteLink(String name) throws IOException {
        socket.request(
                List.of(link(DELLINK, 0, "link \"%s\"".formatted(name), 0).attribute(IFLA_IFNAME, name)));
    }

    /// How a bridge treats one of its ports: may a frame go back where it came from, may it go to other isolated ports.
    public void bridgePort(int index, boolean hairpin, boolean isolated) throws IOException {
        socket.request(List.of(new NetlinkMessage(SETLINK, REQUEST | ACK, "bridge port " + index)
                .u8(AF_BRIDGE)
                .u8(0)
                .u16(0)
                .u32(index)
                .u32(0)
                .u32(0)
                .nested(
                        IFLA_PROTINFO,
                        m -> m.byteAttribute(PORT_HAIRPIN, hairpin ? 1 : 0)
                                .byteAttribute(PORT_ISOLATED, isolated ? 1 : 0))));
    }

    /// Gives a link an address; again is no error. IPv6 addresses are usable at once (no duplicate detection).
    public void addAddress(int index, InetAddress address, int prefix) throws IOException {
        socket.request(List.of(address(NEWADDR, CREATE | REPLACE, index, address, prefix)));
    }

    /// Takes an address from a link.
    public void deleteAddress(int index, InetAddress address, int prefix) throws IOException {
        socket.request(List.of(address(DELADDR, 0, index, address, prefix)));
    }

    /// Adds a default route by a neighbour on a link.
    public void addDefaultRoute(int index, InetAddress gateway) throws IOException {
        socket.request(List.of(new NetlinkMessage(
                        NEWROUTE, REQUEST | ACK | CREATE | EXCLUSIVE, "default route by " + gateway.getHostAddress())
                .u8(family(gateway))
                .u8(0)
                .u8(0)
                .u8(0)
                .u8(TABLE_MAIN)
                .u8(PROTOCOL_STATIC)
                .u8(0)
                .u8(TYPE_UNICAST)
                .u32(0)
                .attribute(RTA_GATEWAY, gateway.getAddress())
                .attribute(RTA_OIF, index)));
    }

    /// An address of a link.
    public record Address(int link, InetAddress address, int prefix) {}

    /// All addresses of the namespace.
    public List<Address> addresses() throws IOException {
        var found = new ArrayList<Address>();
        for (var reply : socket.dump(
                new NetlinkMessage(GETADDR, REQUEST | DUMP, "addresses").u32(0).u32(0))) {
            var attributes = reply.attributes(IFADDR);
            var local = attributes.getOrDefault(IFA_LOCAL, attributes.get(IFA_ADDRESS));
            if (local != null) {
                found.add(new Address(reply.s32(4), InetAddress.getByAddress(NetlinkReply.bytes(local)), reply.u8(1)));
            }
        }
        return found;
    }

    /// A destination that the namespace routes; `link` is 0 where there isn't just one.
    public record Route(InetAddress destination, int prefix, int link) {}

    /// Unicast routes of the main table, default routes too.
    public List<Route> routes() throws IOException {
        var found = new ArrayList<Route>();
        for (var reply : socket.dump(new NetlinkMessage(GETROUTE, REQUEST | DUMP, "routes")
                .u32(0)
                .u32(0)
                .u32(0))) {
            int family = reply.u8(0);
            if (reply.u8(4) != TABLE_MAIN || reply.u8(7) != TYPE_UNICAST || (family != AF_INET && family != AF_INET6)) {
                continue;
            }
            var attributes = reply.attributes(RTM);
            var destination = attributes.get(RTA_DST);
            var link = attributes.get(RTA_OIF);
            var bytes = destination == null ? new byte[family == AF_INET ? 4 : 16] : NetlinkReply.bytes(destination);
            found.add(new Route(InetAddress.getByAddress(bytes), reply.u8(1), link == null ? 0 : link.getInt(0)));
        }
        return found;
    }

    /// All links.
    public List<NetlinkLink> links() throws IOException {
        var found = new ArrayList<NetlinkLink>();
        for (var reply : socket.dump(link(GETLINK, DUMP & ~ACK, "links", 0))) {
            found.add(link(reply));
        }
        return found;
    }

    /// A link by name.
    public Optional<NetlinkLink> find(String name) throws IOException {
        try {
            return Optional.of(link(socket.ask(new NetlinkMessage(GETLINK, REQUEST, "link \"%s\"".formatted(name))
                    .u8(0)
                    .u8(0)
                    .u16(0)
                    .u32(0)
                    .u32(0)
                    .u32(0)
                    .attribute(IFLA_IFNAME, name))));
        } catch (ErrnoException e) {
            if (e.is(Errno.ENODEV)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static NetlinkLink link(NetlinkReply reply) {
        var attributes = reply.attributes(IFINFO);
        var info = attributes.get(IFLA_LINKINFO);
        var kind = info == null ? null : NetlinkReply.attributes(info, 0).get(INFO_KIND);
        return new NetlinkLink(
                reply.s32(4),
                text(attributes, IFLA_IFNAME),
                text(attributes, IFLA_IFALIAS),
                kind == null ? "" : NetlinkReply.text(kind),
                (reply.s32(8) & IFF_UP) != 0,
                operational(attributes.get(IFLA_OPERSTATE)),
                number(attributes, IFLA_MASTER),
                number(attributes, IFLA_MTU),
                mac(attributes.get(IFLA_ADDRESS)),
                counters(attributes.get(IFLA_STATS64)));
    }

    private static boolean operational(@Nullable ByteBuffer state) {
        return state != null && state.limit() > 0 && (state.get(0) == OPER_UP || state.get(0) == OPER_UNKNOWN);
    }

    private static String mac(@Nullable ByteBuffer address) {
        var bytes = new byte[address == null ? 0 : address.remaining()];
        if (address != null) {
            address.duplicate().get(bytes);
        }
        return HexFormat.ofDelimiter(":").formatHex(bytes);
    }

    private static List<Long> counters(@Nullable ByteBuffer stats) {
        var found = new ArrayList<Long>();
        for (int i = 0; i < COUNTERS; i++) {
            found.add(stats == null || stats.limit() < 8 * (i + 1) ? 0 : stats.getLong(8 * i));
        }
        return found;
    }

    private static String text(Map<Integer, ByteBuffer> attributes, int type) {
        var value = attributes.get(type);
        return value == null ? "" : NetlinkReply.text(value);
    }

    private static int number(Map<Integer, ByteBuffer> attributes, int type) {
        var value = attributes.get(type);
        return value == null || value.limit() < 4 ? 0 : value.getInt(0);
    }

    private static NetlinkMessage link(int type, int flags, String subject, int index) {
        int acknowledged = flags == DUMP ? REQUEST | flags : REQUEST | ACK | flags;
        return new NetlinkMessage(type, acknowledged, subject)
                .u8(0)
                .u8(0)
                .u16(0)
                .u32(index)
                .u32(0)
                .u32(0);
    }

    private static NetlinkMessage address(int type, int flags, int index, InetAddress address, int prefix) {
        var bytes = address.getAddress();
        var message = new NetlinkMessage(
                        type,
                        REQUEST | ACK | flags,
                        "%s/%d on link %d".formatted(address.getHostAddress(), prefix, index))
                .u8(family(address))
                .u8(prefix)
                .u8(0)
                .u8(0)
                .u32(index)
                .attribute(IFA_LOCAL, bytes)
                .attribute(IFA_ADDRESS, bytes);
        if (address instanceof Inet6Address) {
            return message.attribute(IFA_FLAGS, NO_DAD);
        }
        return type == NEWADDR && prefix < 31 ? message.attribute(IFA_BROADCAST, broadcast(bytes, prefix)) : message;
    }

    private static byte[] broadcast(byte[] address, int prefix) {
        int bits = ByteBuffer.wrap(address).getInt() | -1 >>> prefix;
        return ByteBuffer.allocate(4).putInt(bits).array();
    }

    private static int family(InetAddress address) {
        return address instanceof Inet6Address ? AF_INET6 : AF_INET;
    }

    @Override
    public void close() {
        socket.close();
    }
}
