package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Keeps a port of the host from everybody else, in the network namespace of the calling thread: a socket bound to it
/// that neither listens nor reads. IPv6 sockets take nothing of IPv4.
public final class HostPort {
    /// Socket types of socket(2).
    public static final int STREAM = 1;

    public static final int DATAGRAM = 2;

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    private static final int SOCKADDR_IN = 16;
    private static final int SOCKADDR_IN6 = 28;

    private HostPort() {}

    /// Binds. Absent if only the remains of finished connections are in the way: the port is free, but can't be held.
    ///
    /// @throws ErrnoException EADDRINUSE if another program has it, EADDRNOTAVAIL if the address isn't the host's
    public static Optional<Fd> hold(int type, InetAddress address, int port) throws ErrnoException {
        try {
            return Optional.of(bound(type, address, port, false));
        } catch (ErrnoException e) {
            if (!e.is(Errno.EADDRINUSE) || type != STREAM) {
                throw e;
            }
            try (var probe = bound(type, address, port, true)) {
                Sys.call(Syscall.LISTEN, e.subject(), probe.number(), 1);
            }
            return Optional.empty();
        }
    }

    private static Fd bound(int type, InetAddress address, int port, boolean reuse) throws ErrnoException {
        boolean v6 = address instanceof Inet6Address;
        var subject = "%s port %d".formatted(address.getHostAddress(), port);
        var socket = Fd.own(
                (int) Sys.call(Syscall.SOCKET, subject, v6 ? AF_INET6 : AF_INET, type | OpenFlags.CLOSE_ON_EXEC, 0));
        try (var arena = Arena.ofConfined()) {
            var one = arena.allocateFrom(ValueLayout.JAVA_INT, 1);
            if (reuse) {
                Sys.call(Syscall.SETSOCKOPT, subject, socket.number(), SOL_SOCKET, SO_REUSEADDR, Sys.at(one), 4);
            }
            if (v6) {
                Sys.call(Syscall.SETSOCKOPT, subject, socket.number(), IPPROTO_IPV6, IPV6_V6ONLY, Sys.at(one), 4);
            }
            var name = name(arena, address, port);
            Sys.call(Syscall.BIND, subject, socket.number(), Sys.at(name), name.byteSize());
            return socket;
        } catch (ErrnoException e) {
            socket.close();
            throw e;
        }
    }

    private static MemorySegment name(Arena arena, InetAddress address, int port) {
        boolean v6 = address instanceof Inet6Address;
        var bytes = ByteBuffer.allocate(v6 ? SOCKADDR_IN6 : SOCKADDR_IN).order(ByteOrder.nativeOrder());
        bytes.putShort((short) (v6 ? AF_INET6 : AF_INET));
        bytes.order(ByteOrder.BIG_ENDIAN).putShort((short) port);
        bytes.put(v6 ? 8 : 4, address.getAddress());
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes.array());
    }
}
