package dev.conex.linux;

import dev.conex.linux.ffm.Syscall;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A NETLINK_ROUTE socket: requests out, acknowledgements and dumps in. Belongs to the network namespace of the thread
/// that opened it. One user at a time; the kernel answers within the send, so nothing here waits for a peer, but it may
/// wait for the kernel's link lock: call it on a platform thread.
final class NetlinkSocket implements AutoCloseable {
    static final int REQUEST = 1;
    static final int ACK = 4;
    static final int EXCLUSIVE = 0x200;
    static final int CREATE = 0x400;
    static final int REPLACE = 0x100;
    static final int DUMP = 0x300;

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | OpenFlags.CLOSE_ON_EXEC;
    private static final int SOL_NETLINK = 270;
    private static final int CAP_ACK = 10;
    private static final int EXT_ACK = 11;
    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;
    private static final int FLAG_DUMP_INTERRUPTED = 0x10;
    private static final int FLAG_ACK_TLVS = 0x200;
    private static final int ERROR_FIXED = 4 + NetlinkMessage.HEADER;
    private static final int ERROR_TEXT = 1;
    private static final int BUFFER = 64 * 1024;
    private static final int REPEATS_MAX = 16;

    private final Fd socket;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(BUFFER, 8);
    private int sequence = 1;

    private NetlinkSocket(Fd socket) {
        this.socket = socket;
    }

    static NetlinkSocket open() throws ErrnoException {
        var socket = Fd.own((int) Sys.call(Syscall.SOCKET, "netlink route", AF_NETLINK, SOCK_RAW_CLOEXEC, 0));
        var made = new NetlinkSocket(socket);
        made.option(CAP_ACK);
        made.option(EXT_ACK);
        return made;
    }

    /// Niceties that an old kernel may lack.
    private void option(int name) {
        buffer.set(ValueLayout.JAVA_INT, 0, 1);
        var _ = Sys.attempt(Syscall.SETSOCKOPT, socket.number(), SOL_NETLINK, name, Sys.at(buffer), 4);
    }

    /// Sends the requests in one go and waits for each acknowledgement; the first error is thrown, though those behind
    /// it were tried too.
    synchronized void request(List<NetlinkMessage> messages) throws IOException {
        var waiting = new HashMap<Integer, NetlinkMessage>();
        int length = 0;
        for (var message : messages) {
            int number = sequence++;
            waiting.put(number, message);
            var bytes = message.bytes(number);
            MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, length, bytes.length);
            length += bytes.length;
        }
        send(length, messages.getFirst().subject());
        ErrnoException first = null;
        while (!waiting.isEmpty()) {
            for (var part : receive()) {
                var message = waiting.remove(part.sequence());
                if (message != null && part.errno() != 0 && first == null) {
                    first = new ErrnoException(NetlinkRoute.word(message.type()), subject(message, part), part.errno());
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static String subject(NetlinkMessage message, Part part) {
        return part.explanation().isEmpty() ? message.subject() : message.subject() + " (" + part.explanation() + ")";
    }

    /// Asks for one thing.
    ///
    /// @throws ErrnoException ENODEV or ENOENT if there is none
    synchronized NetlinkReply ask(NetlinkMessage message) throws IOException {
        int number = sequence++;
        var bytes = message.bytes(number);
        MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, bytes.length);
        send(bytes.length, message.subject());
        while (true) {
            for (var part : receive()) {
                if (part.sequence() != number) {
                    continue;
                }
                if (part.type() != NLMSG_ERROR) {
                    return new NetlinkReply(part.type(), part.payload());
                }
                if (part.errno() != 0) {
                    throw new ErrnoException(NetlinkRoute.word(message.type()), message.subject(), part.errno());
                }
            }
        }
    }

    /// Asks for everything of a kind. Asks again if it changed while it was told.
    synchronized List<NetlinkReply> dump(NetlinkMessage message) throws IOException {
        for (int i = 0; i < REPEATS_MAX; i++) {
            var found = new ArrayList<NetlinkReply>();
            if (dumpOnce(message, found)) {
                return found;
            }
        }
        throw new IOException(
                "dump of %s: changed %d times while it was read".formatted(message.subject(), REPEATS_MAX));
    }

    private boolean dumpOnce(NetlinkMessage message, List<NetlinkReply> found) throws IOException {
        int number = sequence++;
        var bytes = message.bytes(number);
        MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, bytes.length);
        send(bytes.length, message.subject());
        boolean consistent = true;
        while (true) {
            for (var part : receive()) {
                if (part.sequence() != number) {
                    continue;
                }
                if (part.errno() != 0) {
                    throw new ErrnoException(NetlinkRoute.word(message.type()), message.subject(), part.errno());
                }
                consistent &= (part.flags() & FLAG_DUMP_INTERRUPTED) == 0;
                if (part.type() == NLMSG_DONE || part.type() == NLMSG_ERROR) {
                    return consistent;
                }
                found.add(new NetlinkReply(part.type(), part.payload()));
            }
        }
    }

    private record Part(int type, int flags, int sequence, ByteBuffer payload) {
        int errno() {
            return type == NLMSG_ERROR || (type == NLMSG_DONE && payload.limit() >= 4) ? -payload.getInt(0) : 0;
        }

        String explanation() {
            if (type != NLMSG_ERROR || (flags & FLAG_ACK_TLVS) == 0) {
                return "";
            }
            Map<Integer, ByteBuffer> attributes = NetlinkReply.attributes(payload, ERROR_FIXED);
            var text = attributes.get(ERROR_TEXT);
            return text == null ? "" : NetlinkReply.text(text);
        }
    }

    private void send(int length, String subject) throws ErrnoException {
        Sys.call(Syscall.SENDTO, subject, socket.number(), Sys.at(buffer), length, 0, 0, 0);
    }

    private List<Part> receive() throws ErrnoException {
        int length =
                (int) Sys.call(Syscall.RECVFROM, "netlink answer", socket.number(), Sys.at(buffer), BUFFER, 0, 0, 0);
        var copy = new byte[length];
        MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, copy, 0, length);
        var bytes = ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder());
        var parts = new ArrayList<Part>();
        int at = 0;
        while (at + NetlinkMessage.HEADER <= length) {
            int size = bytes.getInt(at);
            if (size < NetlinkMessage.HEADER || at + size > length) {
                break;
            }
            var payload = bytes.slice(at + NetlinkMessage.HEADER, size - NetlinkMessage.HEADER)
                    .order(ByteOrder.nativeOrder());
            parts.add(new Part(
                    bytes.getShort(at + 4) & 0xffff, bytes.getShort(at + 6) & 0xffff, bytes.getInt(at + 8), payload));
            at += (size + 3) & ~3;
        }
        return parts;
    }

    @Override
    public void close() {
        socket.close();
        arena.close();
    }
}
