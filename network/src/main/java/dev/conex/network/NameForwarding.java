package dev.conex.network;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Asks name servers from the host's namespace, one after the other.
final class NameForwarding implements NameQueries.Upstream {
    /// Servers asked for one question at most, and how long each.
    private static final int SERVERS_MAX = 3;

    private static final int WAIT_MILLIS = 4_000;
    private static final int DATAGRAM_MAX = 4_096;
    private static final int HEADER = 12;

    private final HostKernel kernel;

    NameForwarding(HostKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public Optional<byte[]> ask(List<InetSocketAddress> servers, byte[] question, boolean stream) {
        for (var server : servers.subList(0, Math.min(SERVERS_MAX, servers.size()))) {
            try {
                var sent = question.clone();
                int id = ThreadLocalRandom.current().nextInt(1 << 16);
                sent[0] = (byte) (id >> 8);
                sent[1] = (byte) id;
                var answer = stream ? byStream(server, sent) : byDatagram(server, sent);
                answer[0] = question[0];
                answer[1] = question[1];
                return Optional.of(answer);
            } catch (IOException e) {
                // silent or refusing: the next one
            }
        }
        return Optional.empty();
    }

    private byte[] byDatagram(InetSocketAddress server, byte[] question) throws IOException {
        try (var channel = kernel.at(DatagramChannel::open)) {
            channel.connect(server);
            var socket = channel.socket();
            socket.send(new DatagramPacket(question, question.length, server));
            long end = System.nanoTime() + WAIT_MILLIS * 1_000_000L;
            var packet = new DatagramPacket(new byte[DATAGRAM_MAX], DATAGRAM_MAX);
            while (true) {
                int left = (int) ((end - System.nanoTime()) / 1_000_000L);
                if (left <= 0) {
                    throw new IOException("no answer from %s within %d ms".formatted(server, WAIT_MILLIS));
                }
                socket.setSoTimeout(left);
                socket.receive(packet);
                if (fits(packet.getData(), packet.getLength(), question)) {
                    return java.util.Arrays.copyOf(packet.getData(), packet.getLength());
                }
            }
        }
    }

    private static boolean fits(byte[] answer, int length, byte[] question) {
        return length >= HEADER && answer[0] == question[0] && answer[1] == question[1] && (answer[2] & 0x80) != 0;
    }

    private byte[] byStream(InetSocketAddress server, byte[] question) throws IOException {
        try (var channel = kernel.at(SocketChannel::open)) {
            var socket = channel.socket();
            socket.connect(server, WAIT_MILLIS);
            socket.setSoTimeout(WAIT_MILLIS);
            var out = socket.getOutputStream();
            out.write(framed(question));
            var in = new DataInputStream(socket.getInputStream());
            var answer = new byte[in.readUnsignedShort()];
            in.readFully(answer);
            if (!fits(answer, answer.length, question)) {
                throw new IOException("answer of %s: not to our question".formatted(server));
            }
            return answer;
        }
    }

    /// A message with its length in front, as on a stream (RFC 1035, 4.2.2).
    static byte[] framed(byte[] message) {
        var framed = new byte[message.length + 2];
        framed[0] = (byte) (message.length >> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, 2, message.length);
        return framed;
    }
}
