package dev.conex.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.conex.linux.Fd;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class NamesTest {
    private static final List<InetAddress> WEB = List.of(Cidr.address("172.30.0.2"), Cidr.address("172.30.0.3"));

    private record Known(Map<String, List<InetAddress>> names, List<InetSocketAddress> upstream) implements Resolver {
        @Override
        public boolean known(String name) {
            return names.containsKey(name);
        }

        @Override
        public List<InetAddress> lookup(String name, boolean v6) {
            return names.getOrDefault(name, List.of()).stream()
                    .filter(a -> a instanceof java.net.Inet6Address == v6)
                    .toList();
        }

        @Override
        public Optional<String> reverse(InetAddress address) {
            return names.entrySet().stream()
                    .filter(e -> e.getValue().contains(address))
                    .map(e -> e.getKey() + ".net1")
                    .findFirst();
        }
    }

    private static Known known(InetSocketAddress... upstream) {
        return new Known(
                Map.of("web", WEB, "six", List.of(Cidr.address("fd30::9"), Cidr.address("172.30.0.9"))),
                List.of(upstream));
    }

    private static Message question(String name, int type) throws IOException {
        return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN));
    }

    private static Optional<Message> answer(String name, int type) throws IOException {
        return NameAnswers.answer(question(name, type), known(), new Random(1));
    }

    @Test
    void answersNamesInAnyCaseWithAllAddresses() throws IOException {
        var found = answer("WEB", Type.A).orElseThrow();
        assertThat(NameAnswers.texts(found)).containsExactlyInAnyOrder("172.30.0.2", "172.30.0.3");
        assertThat(found.getHeader().getFlag(Flags.QR)).isTrue();
        assertThat(found.getSection(Section.ANSWER).getFirst().getTTL()).isEqualTo(600);
        assertThat(NameAnswers.texts(answer("six", Type.AAAA).orElseThrow())).containsExactly("fd30:0:0:0:0:0:0:9");
    }

    @Test
    void theOrderOfAddressesGoesRound() throws IOException {
        var random = new Random(7);
        var first = new java.util.HashSet<String>();
        for (int i = 0; i < 50; i++) {
            first.add(NameAnswers.texts(NameAnswers.answer(question("web", Type.A), known(), random)
                            .orElseThrow())
                    .getFirst());
        }
        assertThat(first).hasSize(2);
    }

    @Test
    void aKnownNameWithoutThatFamilyIsNoErrorAndNoData() throws IOException {
        var found = answer("web", Type.AAAA).orElseThrow();
        assertThat(found.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(found.getSection(Section.ANSWER)).isEmpty();
    }

    @Test
    void answersReverseQuestions() throws IOException {
        assertThat(NameAnswers.texts(answer("2.0.30.172.in-addr.arpa", Type.PTR).orElseThrow()))
                .containsExactly("web.net1.");
        assertThat(answer("8.8.8.8.in-addr.arpa", Type.PTR)).isEmpty();
        assertThat(answer("nonsense.in-addr.arpa", Type.PTR)).isEmpty();
    }

    @Test
    void leavesOtherNamesToOthers() throws IOException {
        assertThat(answer("example.org", Type.A)).isEmpty();
    }

    @Test
    void randomBytesNeverBreakIt() {
        var random = new Random(42);
        var queries = new NameQueries(known(), (_, _, _) -> Optional.empty());
        for (int i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 12) {
                bytes[4] = 0;
                bytes[5] = (byte) random.nextInt(3);
            }
            assertThat(queries.answer(bytes, false)).isNotNull();
        }
    }

    @Test
    void servesANamespaceByDatagramAndByStream() throws Exception {
        try (var lab = new Lab()) {
            var namespace = lab.namespace();
            lab.network.loopback(namespace);
            try (var other = lab.network.names().serve(lab.host, upstream())) {
                assertThat(other).isNotNull();
                var server = new InetSocketAddress("127.0.0.11", 53);
                try (var served = lab.network.names().serve(namespace, known(server))) {
                    assertThat(served).isNotNull();
                    assertThat(NameAnswers.texts(byDatagram(lab, namespace, question("web", Type.A))))
                            .hasSize(2);
                    assertThat(NameAnswers.texts(byStream(lab, namespace, question("web", Type.A))))
                            .hasSize(2);
                    assertThat(NameAnswers.texts(byDatagram(lab, namespace, question("far.example", Type.A))))
                            .containsExactly("9.9.9.9");
                    assertThat(NameAnswers.texts(byStream(lab, namespace, question("far.example", Type.A))))
                            .containsExactly("9.9.9.9");
                    assertThat(byDatagram(lab, namespace, question("nowhere.example", Type.A))
                                    .getRcode())
                            .isEqualTo(Rcode.SERVFAIL);
                    assertThat(lab.thread
                                    .inside(
                                            namespace,
                                            () -> DatagramChannel.open(StandardProtocolFamily.INET)
                                                    .bind(new InetSocketAddress("0.0.0.0", 53)))
                                    .isOpen())
                            .as("port 53 is the container's")
                            .isTrue();
                }
                try (var again = lab.network.names().serve(namespace, known(server))) {
                    assertThat(again).isNotNull();
                    assertThat(NameAnswers.texts(byDatagram(lab, namespace, question("web", Type.A))))
                            .hasSize(2);
                }
            }
        }
    }

    private static Resolver upstream() {
        return new Known(Map.of("far.example", List.of(Cidr.address("9.9.9.9"))), List.of());
    }

    private static Message byDatagram(Lab lab, Fd place, Message question) throws IOException {
        try (var channel = lab.thread.inside(place, () -> DatagramChannel.open(StandardProtocolFamily.INET))) {
            var server = new InetSocketAddress("127.0.0.11", 53);
            channel.connect(server);
            channel.socket().setSoTimeout(2_000);
            var bytes = question.toWire();
            channel.socket().send(new DatagramPacket(bytes, bytes.length, server));
            var packet = new DatagramPacket(new byte[1_000], 1_000);
            channel.socket().receive(packet);
            return new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
        }
    }

    private static Message byStream(Lab lab, Fd place, Message question) throws IOException {
        try (var channel = lab.thread.inside(place, () -> SocketChannel.open(StandardProtocolFamily.INET))) {
            channel.socket().connect(new InetSocketAddress("127.0.0.11", 53), 2_000);
            channel.socket().setSoTimeout(2_000);
            channel.socket().getOutputStream().write(NameForwarding.framed(question.toWire()));
            var in = new DataInputStream(channel.socket().getInputStream());
            var answer = new byte[in.readUnsignedShort()];
            in.readFully(answer);
            return new Message(answer);
        }
    }
}
