package dev.conex.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A host in a network namespace of its own, with a neighbour.
class HostNetworkTest {
    private static final BridgeSpec ONE = Lab.bridge("cxone", "172.30.0.1/16", "fd30::1/64");
    private static final BridgeSpec TWO = Lab.bridge("cxtwo", "172.31.0.1/16", "fd31::1/64");
    private Lab lab;

    @BeforeEach
    void open() throws IOException {
        lab = new Lab();
        lab.network.ensureBridge(ONE);
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    private static PublishedPort port(String host, int hostPort, int containerPort, Protocol protocol) {
        return new PublishedPort(containerPort, protocol, InetAddress.ofLiteral(host), hostPort);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0"})
    void publishesOnEveryAddressForEverybody(String bridgeFirewall) throws IOException {
        for (var key : List.of("net/bridge/bridge-nf-call-iptables", "net/bridge/bridge-nf-call-ip6tables")) {
            lab.setting(lab.host, key, bridgeFirewall);
        }
        lab.network.ensureBridge(TWO);
        var web = lab.namespace();
        var sibling = lab.namespace();
        var stranger = lab.namespace();
        lab.network.connect(
                web,
                lab.attachment(
                        ONE,
                        2,
                        port("0.0.0.0", 8080, 80, Protocol.TCP),
                        port("::", 8080, 80, Protocol.TCP),
                        port("0.0.0.0", 5353, 53, Protocol.UDP)));
        lab.network.connect(sibling, lab.attachment(ONE, 3));
        lab.network.connect(stranger, lab.attachment(TWO, 2));
        lab.echo(web, "0.0.0.0", 80);
        lab.echo(web, "fd30::2", 80);
        lab.echoDatagrams(web, "0.0.0.0", 53);

        assertThat(lab.ask(lab.host, "127.0.0.1", 8080)).as("host by loopback").isEqualTo("172.30.0.1");
        assertThat(lab.ask(lab.host, "10.77.0.1", 8080))
                .as("host by its address")
                .isNotEqualTo("timeout");
        assertThat(lab.ask(lab.host, "172.30.0.1", 8080)).as("host by gateway").isEqualTo("172.30.0.1");
        assertThat(lab.ask(lab.neighbour, "10.77.0.1", 8080)).as("outside").isEqualTo("10.77.0.2");
        assertThat(lab.ask(sibling, "172.30.0.1", 8080))
                .as("sibling by gateway")
                .isEqualTo("172.30.0.1");
        assertThat(lab.ask(sibling, "10.77.0.1", 8080)).as("sibling by host").isEqualTo("172.30.0.1");
        assertThat(lab.ask(web, "172.30.0.1", 8080)).as("itself").isEqualTo("172.30.0.1");
        assertThat(lab.ask(stranger, "172.31.0.1", 8080)).as("other network").isEqualTo("172.31.0.2");
        assertThat(lab.ask(lab.neighbour, "fd77::1", 8080)).as("outside, IPv6").isEqualTo("fd77::2");
        assertThat(lab.ask(lab.host, "::1", 8080)).as("host by IPv6 loopback").isEqualTo("172.30.0.1");
        assertThat(lab.ask(lab.host, "fd77::1", 8080)).as("host, IPv6").isNotIn("timeout", "refused");
        assertThat(lab.ask(sibling, "fd30::1", 8080)).as("sibling, IPv6").isEqualTo("fd30::1");
        assertThat(lab.askDatagram(lab.neighbour, "10.77.0.1", 5353))
                .as("outside, UDP")
                .isEqualTo("hello");
        assertThat(lab.askDatagram(lab.host, "127.0.0.1", 5353)).as("host, UDP").isEqualTo("hello");
    }

    @Test
    void publishesOnLoopbackForTheHostOnly() throws IOException {
        var web = lab.namespace();
        lab.network.connect(web, lab.attachment(ONE, 2, port("127.0.0.1", 8080, 80, Protocol.TCP)));
        lab.echo(web, "0.0.0.0", 80);
        assertThat(lab.ask(lab.host, "127.0.0.1", 8080)).isEqualTo("172.30.0.1");
        assertThat(lab.ask(lab.neighbour, "10.77.0.1", 8080)).isEqualTo("refused");
        lab.links(
                lab.neighbour,
                l -> l.addDefaultRoute(l.find("lan").orElseThrow().index(), Cidr.address("10.77.0.1")));
        assertThat(lab.ask(lab.neighbour, "172.30.0.2", 80))
                .as("unpublished, by its own address")
                .isEqualTo("timeout");
    }

    @Test
    void keepsTheHostsLoopbackServicesFromContainers() throws IOException {
        var evil = lab.namespace();
        lab.network.connect(evil, lab.attachment(ONE, 2));
        lab.echo(lab.host, "127.0.0.1", 9999);
        // what a container with NET_ADMIN may do: route 127/8 to the host
        lab.setting(evil, "net/ipv4/conf/eth0/route_localnet", "1");
        lab.links(evil, l -> {
            l.deleteAddress(NetlinkRouteNames.LO, InetAddress.ofLiteral("127.0.0.1"), 8);
            l.down(NetlinkRouteNames.LO);
        });
        assertThat(lab.ask(evil, "127.0.0.1", 9999)).isNotEqualTo("172.30.0.2");
        assertThat(lab.ask(lab.host, "127.0.0.1", 9999)).isEqualTo("127.0.0.1");
    }

    private interface NetlinkRouteNames {
        int LO = dev.conex.linux.NetlinkRoute.LOOPBACK;
    }

    @Test
    void publishesOnIpv6LoopbackOnly() throws IOException {
        var web = lab.namespace();
        var attachment = lab.attachment(ONE, 2, port("::1", 8080, 80, Protocol.TCP));
        lab.network.connect(web, attachment);
        lab.echo(web, "0.0.0.0", 80);
        assertThat(lab.ask(lab.host, "::1", 8080)).isEqualTo("172.30.0.1");
        assertThat(lab.ask(lab.host, "127.0.0.1", 8080)).isEqualTo("refused");
        assertThat(lab.ask(lab.neighbour, "fd77::1", 8080)).isEqualTo("refused");
        try (var again = HostNetwork.open(Lab.SETTINGS, lab.host)) {
            assertThat(lab.ask(lab.host, "::1", 8080))
                    .as("what an earlier process left")
                    .isEqualTo("refused");
            again.adopt(attachment);
            assertThat(lab.ask(lab.host, "::1", 8080)).isEqualTo("172.30.0.1");
            again.disconnect(web, attachment);
        }
        assertThat(lab.census()).doesNotContain("8080");
    }

    @Test
    void connectingStaysCheapWithManyEndpoints() throws IOException {
        var endpoints = 60;
        var times = new long[endpoints];
        for (int i = 0; i < endpoints; i++) {
            var namespace = lab.namespace();
            var attachment = lab.attachment(ONE, 2 + i, port("0.0.0.0", 20_000 + i, 80, Protocol.TCP));
            long start = System.nanoTime();
            lab.network.connect(namespace, attachment);
            times[i] = System.nanoTime() - start;
        }
        long early = java.util.Arrays.stream(times, 10, 30)
                .sorted()
                .skip(10)
                .findFirst()
                .orElseThrow();
        long late = java.util.Arrays.stream(times, 40, 60)
                .sorted()
                .skip(10)
                .findFirst()
                .orElseThrow();
        assertThat(late).as("the sixtieth costs what the twentieth did").isLessThan(10 * early);
    }

    @Test
    void networksAreStrangersToEachOther() throws IOException {
        lab.network.ensureBridge(TWO);
        var a = lab.namespace();
        var sibling = lab.namespace();
        var b = lab.namespace();
        lab.network.connect(a, lab.attachment(ONE, 2));
        lab.network.connect(sibling, lab.attachment(ONE, 3));
        lab.network.connect(b, lab.attachment(TWO, 2));
        lab.echo(b, "0.0.0.0", 80);
        lab.echo(a, "0.0.0.0", 80);
        assertThat(lab.ask(a, "172.31.0.2", 80)).isEqualTo("timeout");
        assertThat(lab.ask(sibling, "172.30.0.2", 80)).isEqualTo("172.30.0.3");
        assertThat(lab.ask(lab.host, "172.31.0.2", 80)).as("the host may").isEqualTo("172.31.0.1");
    }

    @Test
    void containersReachTheWorldAsTheHostUnlessInternal() throws IOException {
        var spec = new BridgeSpec(
                "abc", "cxint", Cidr.parse("172.29.0.1/16"), Cidr.parse("fd29::1/64"), true, true, true, 1500);
        lab.network.ensureBridge(spec);
        var free = lab.namespace();
        var captive = lab.namespace();
        lab.network.connect(free, lab.attachment(ONE, 2));
        lab.network.connect(captive, lab.attachment(spec, 2, port("0.0.0.0", 8081, 80, Protocol.TCP)));
        lab.echo(lab.neighbour, "0.0.0.0", 80);
        lab.echo(lab.neighbour, "fd77::2", 80);
        assertThat(lab.ask(free, "10.77.0.2", 80)).isEqualTo("10.77.0.1");
        assertThat(lab.ask(free, "fd77::2", 80)).isEqualTo("fd77::1");
        assertThat(lab.ask(captive, "10.77.0.2", 80)).isEqualTo("refused");
        assertThat(lab.network
                        .plan(lab.attachment(spec, 3, port("0.0.0.0", 8081, 80, Protocol.TCP)))
                        .text())
                .doesNotContain("hold", "firewall");
    }

    @Test
    void separatesContainersOfOneNetworkIfAsked() throws IOException {
        var spec = new BridgeSpec(
                "abc", "cxsep", Cidr.parse("172.29.0.1/16"), Cidr.parse("fd29::1/64"), false, true, false, 1500);
        lab.network.ensureBridge(spec);
        var a = lab.namespace();
        var b = lab.namespace();
        lab.network.connect(a, lab.attachment(spec, 2));
        lab.network.connect(b, lab.attachment(spec, 3));
        lab.echo(a, "0.0.0.0", 80);
        assertThat(lab.ask(b, "172.29.0.2", 80)).isNotEqualTo("172.29.0.3");
        assertThat(lab.ask(lab.host, "172.29.0.2", 80)).isEqualTo("172.29.0.1");
    }

    @Test
    void aFailingStepLeavesTheWorldAsItWas() throws IOException {
        var ports = new PublishedPort[] {port("0.0.0.0", 8080, 80, Protocol.TCP), port("::", 8080, 80, Protocol.TCP)};
        var namespace = lab.namespace();
        var attachment = lab.attachment(ONE, 2, ports);
        lab.network.loopback(namespace);
        int steps = lab.network.plan(attachment).steps().size();
        assertThat(steps).isEqualTo(7);
        var before = lab.census(namespace);
        for (int failing = 0; failing <= steps; failing++) {
            fail(failing);
            if (failing == steps) {
                lab.network.connect(namespace, attachment);
            } else {
                assertThatThrownBy(() -> lab.network.connect(namespace, attachment))
                        .hasMessage("on purpose");
                assertThat(lab.census(namespace)).isEqualTo(before);
            }
        }
        lab.network.disconnect(namespace, attachment);
        assertThat(lab.census(namespace).replaceAll("Route\\[.*127.*", "")).contains("cxone");
    }

    @Test
    void aFailingStepOfABridgeLeavesNoBridge() throws IOException {
        var before = lab.census();
        for (int failing = 0; failing < 7; failing++) {
            fail(failing);
            assertThatThrownBy(() -> lab.network.ensureBridge(TWO)).hasMessage("on purpose");
            assertThat(lab.census()).isEqualTo(before);
        }
        lab.network.beforeEachStep(_ -> {});
        lab.network.ensureBridge(TWO);
        var once = lab.census();
        lab.network.ensureBridge(TWO);
        assertThat(lab.census()).isEqualTo(once);
        lab.network.removeBridge(TWO);
        assertThat(lab.census()).isEqualTo(before);
    }

    @Test
    void aBridgeWhoseMakingWasCutOffBeforeItsLabelIsOurs() throws IOException {
        var before = lab.census();
        lab.links(
                lab.host,
                l -> l.createBridge("cxtwo", "", NetworkPlan.bridgeMac(TWO).text(), 1500));
        lab.network.ensureBridge(TWO);
        lab.network.removeBridge(TWO);
        assertThat(lab.census()).isEqualTo(before);
    }

    @Test
    void aBridgeThatSomebodyElseMadeStays() throws IOException {
        lab.links(lab.host, l -> l.createBridge("cxtwo", "", "02:00:00:00:00:09", 1500));
        lab.network.ensureBridge(TWO);
        lab.network.removeBridge(TWO);
        assertThat(lab.census()).contains("cxtwo");
    }

    @Test
    void bridgesOfForgottenNetworksGo() throws IOException {
        lab.network.ensureBridge(TWO);
        lab.network.sweepBridgeLinks(Set.of(ONE.networkId()));
        assertThat(lab.census()).contains("cxone").doesNotContain(Lab.SETTINGS.label(TWO.networkId()));
    }

    private void fail(int step) {
        var left = new AtomicInteger(step);
        lab.network.beforeEachStep(_ -> {
            if (left.getAndDecrement() == 0) {
                throw new IOException("on purpose");
            }
        });
    }

    @Test
    void refusesAPortThatAnotherProgramHas() throws IOException {
        lab.echo(lab.host, "127.0.0.1", 8080);
        var namespace = lab.namespace();
        assertThatThrownBy(() ->
                        lab.network.connect(namespace, lab.attachment(ONE, 2, port("0.0.0.0", 8080, 80, Protocol.TCP))))
                .isInstanceOf(PortTaken.class)
                .hasMessage("failed to bind host port for 0.0.0.0:8080:172.30.0.2:80/tcp: address already in use");
        lab.network.connect(namespace, lab.attachment(ONE, 2, port("10.77.0.1", 8080, 80, Protocol.TCP)));
    }

    @Test
    void sweepsOnlyWhatIsOursAndNobodyClaims() throws IOException {
        lab.network.ensureBridge(TWO);
        var alive = lab.namespace();
        var dead = lab.namespace();
        var living = lab.attachment(
                ONE, 2, port("0.0.0.0", 8080, 80, Protocol.TCP), port("127.0.0.1", 81, 81, Protocol.UDP));
        lab.network.connect(alive, living);
        var before = lab.census();
        lab.network.connect(
                dead,
                lab.attachment(
                        TWO,
                        2,
                        port("0.0.0.0", 8081, 80, Protocol.TCP),
                        port("::", 8081, 80, Protocol.TCP),
                        port("fd77::1", 8082, 80, Protocol.TCP),
                        port("10.77.0.1", 8082, 80, Protocol.TCP)));
        lab.links(lab.host, l -> l.createBridge("cxforeign", "other:thing", "02:00:00:00:00:09", 1500));
        lab.network.sweep(Set.of(living.endpointId()), List.of(ONE));
        var after = lab.census();
        assertThat(after).contains("cxforeign", living.endpointId()).doesNotContain("8081", "8082", "cxtwo", "172.31");
        lab.network.ensureBridge(TWO);
        assertThat(lab.ask(alive, "172.30.0.1", 1)).isEqualTo("refused");
        assertThat(lab.census()
                        .replaceAll("(?m)^cxforeign.*\\n", "")
                        .lines()
                        .filter(l -> l.contains("8080"))
                        .toList())
                .isEqualTo(before.lines().filter(l -> l.contains("8080")).toList());
    }

    @Test
    void disconnectUnpublishesAndFreesThePort() throws IOException {
        var namespace = lab.namespace();
        var attachment = lab.attachment(ONE, 2, port("0.0.0.0", 8080, 80, Protocol.TCP));
        lab.network.connect(namespace, attachment);
        lab.network.disconnect(namespace, attachment);
        assertThat(lab.census()).doesNotContain(attachment.endpointId(), attachment.hostLink());
        lab.network.disconnect(null, attachment);
        lab.network.connect(namespace, lab.attachment(ONE, 2, port("0.0.0.0", 8080, 80, Protocol.TCP)));
    }

    @Test
    void countsWhatALinkCarried() throws IOException {
        var namespace = lab.namespace();
        lab.network.connect(namespace, lab.attachment(ONE, 2));
        lab.ask(namespace, "172.30.0.1", 1);
        assertThat(lab.network.stats(namespace)).singleElement().satisfies(s -> {
            assertThat(s.name()).isEqualTo("eth0");
            assertThat(s.rxBytes()).isPositive();
            assertThat(s.txPackets()).isPositive();
        });
    }

    @Test
    void tellsWhatTheHostRoutes() throws IOException {
        assertThat(lab.network.routed(Set.of("cxone")))
                .contains(Cidr.parse("10.77.0.0/24"), Cidr.parse("127.0.0.0/8"))
                .doesNotContain(Cidr.parse("172.30.0.0/16"));
        assertThat(lab.network.routed(Set.of())).contains(Cidr.parse("172.30.0.0/16"));
    }

    @Test
    void tellsOfAnotherOwnersForwardPolicy() throws IOException {
        assertThat(lab.network.warnings()).isEmpty();
        lab.network.kernel().firewall("other", """
                add table ip filter
                add chain ip filter FORWARD { type filter hook forward priority 0 ; policy drop ; }
                """);
        assertThat(lab.network.warnings()).singleElement().asString().contains("\"ip filter\"");
    }

    @Test
    void adoptsWhatAnEarlierProcessPublished() throws IOException {
        var namespace = lab.namespace();
        var attachment = lab.attachment(ONE, 2, port("0.0.0.0", 8080, 80, Protocol.TCP));
        lab.network.connect(namespace, attachment);
        var before = lab.census();
        try (var again = HostNetwork.open(Lab.SETTINGS, lab.host)) {
            again.ensureBridge(ONE);
            again.adopt(attachment);
            assertThat(lab.census()).isEqualTo(before);
        }
    }
}
