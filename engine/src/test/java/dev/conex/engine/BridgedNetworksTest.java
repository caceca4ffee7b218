package dev.conex.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgedNetworksTest {
    @TempDir
    private Path root;

    private NetworkLab lab;
    private Networks networks;

    @BeforeEach
    void open() throws IOException {
        lab = new NetworkLab(root);
        networks = lab.half.networks();
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    private static ContainerSpec on(String network) {
        return ContainerSpec.image("x")
                .withHost(HostOptions.DEFAULTS.withNetwork(HostOptions.NetworkOptions.mode(network)));
    }

    private static ContainerSpec publishing(String port, String address, String hostPort) {
        return ContainerSpec.image("x")
                .withHost(HostOptions.DEFAULTS.withNetwork(HostOptions.NetworkOptions.DEFAULTS.withPorts(
                        Map.of(port, List.of(new HostOptions.PortBinding(address, hostPort))))));
    }

    private static NetworkSpec withPool(String name, String subnet, @Nullable String range, @Nullable String gateway) {
        return new NetworkSpec(
                name,
                "bridge",
                null,
                null,
                null,
                false,
                false,
                false,
                false,
                null,
                new NetworkSpec.Ipam(null, null, List.of(new NetworkSpec.Pool(subnet, range, gateway, null))),
                null,
                null);
    }

    @Test
    void thePredefinedNetworksAreThereAndStay() throws IOException {
        assertThat(networks.list(Filters.NONE))
                .extracting(n -> n.spec().name())
                .containsExactly("bridge", "host", "none");
        var before = networks.inspect("bridge");
        assertThat(before.spec().options()).containsEntry("com.docker.network.bridge.name", "cxlab0");
        assertThat(lab.links()).contains("cxlab0");
        lab.reopen();
        assertThat(lab.half.networks().inspect("bridge")).isEqualTo(before);
        for (var name : List.of("bridge", "host", "none")) {
            assertThatThrownBy(() -> networks.remove(name))
                    .isInstanceOf(Refusal.Forbidden.class)
                    .hasMessage(name + " is a pre-defined network and cannot be removed");
            assertThatThrownBy(() -> networks.create(NetworkSpec.bridge(name)))
                    .isInstanceOf(Refusal.Forbidden.class)
                    .hasMessage("operation is not permitted on predefined %s network".formatted(name));
        }
    }

    @Test
    void aContainerGetsAnAddressItsGatewayAndARouteAndGivesThemBack() throws IOException {
        var use = lab.run("web", ContainerSpec.image("x"));
        var assigned = lab.assigned(use, 0);
        assertThat(assigned.ipv4Address()).endsWith(".0.2");
        assertThat(assigned.ipv4Gateway()).endsWith(".0.1");
        assertThat(assigned.macAddress()).startsWith("02:42:");
        assertThat(assigned.dnsNames()).isEmpty();
        assertThat(lab.routes(use)).anyMatch(r -> r.prefix() == 0);
        assertThat(networks.inspect("bridge").members()).singleElement().satisfies(m -> {
            assertThat(m.name()).isEqualTo("web");
            assertThat(m.ipv4Address()).isEqualTo(assigned.ipv4Address() + "/16");
        });
        lab.end(use);
        assertThat(networks.inspect("bridge").members()).isEmpty();
        assertThat(lab.assigned(lab.run("again", ContainerSpec.image("x")), 0).ipv4Address())
                .isEqualTo(assigned.ipv4Address());
        assertThat(lab.events).containsSubsequence("network connect bridge", "network disconnect bridge");
    }

    @Test
    void manyContainersAtOnceNeverShareAnAddressOrAPort() throws Exception {
        var seen = new HashSet<String>();
        var ports = new HashSet<Integer>();
        try (var all = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new java.util.ArrayList<java.util.concurrent.Future<ContainerUse>>();
            for (int i = 0; i < 12; i++) {
                var name = "c" + i;
                running.add(all.submit(() -> lab.run(name, publishing("80/tcp", "", ""))));
            }
            for (var each : running) {
                var assigned = lab.assigned(each.get(), 0);
                assertThat(seen.add(assigned.ipv4Address())).isTrue();
                assertThat(ports.add(assigned.ports().getFirst().hostPort())).isTrue();
                assertThat(assigned.ports())
                        .hasSize(2)
                        .allMatch(
                                p -> p.hostPort() == assigned.ports().getFirst().hostPort());
            }
        }
    }

    @Test
    void aPortThatAnotherContainerHasIsRefusedInDockersWords() throws IOException {
        var first = lab.run("web", publishing("80/tcp", "127.0.0.1", "8081"));
        var second = lab.create("web2", publishing("80/tcp", "", "8081"));
        var before = lab.links();
        assertThatThrownBy(() -> lab.start(second))
                .isInstanceOfSatisfying(
                        Refusal.LaunchRefused.class,
                        r -> assertThat(r.exitCode()).isEqualTo(128))
                .hasMessageContaining("driver failed programming external connectivity")
                .hasMessageContaining("Bind for 0.0.0.0:8081 failed: port is already allocated");
        assertThat(lab.links()).isEqualTo(before);
        lab.end(first);
        lab.start(second);
        assertThat(lab.assigned(second, 0).ports())
                .extracting(Endpoint.PublishedPort::hostAddress)
                .containsExactly("0.0.0.0", "::");
    }

    @Test
    void aStartWaitsForWhatAnEndingContainerIsAboutToGiveBack() throws Exception {
        var first = lab.run("web", publishing("80/tcp", "", "8081"));
        var endpoints = lab.find("web").endpoints();
        lab.unassign(first);
        try (var all = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var second = all.submit(() -> lab.run("web2", publishing("80/tcp", "", "8081")));
            Thread.sleep(60);
            assertThat(second.isDone()).isFalse();
            lab.half.containerNetworks().release(first.id(), endpoints);
            assertThat(lab.assigned(second.get(), 0).ports()).hasSize(2);
        }
    }

    @Test
    void aPortThatAnotherProgramHasIsRefusedOrAvoided() throws IOException {
        try (var other = lab.thread.inside(
                lab.host,
                () -> ServerSocketChannel.open(StandardProtocolFamily.INET)
                        .bind(new InetSocketAddress("0.0.0.0", 9000)))) {
            assertThat(other.isOpen()).isTrue();
            assertThatThrownBy(() -> lab.run("web", publishing("80/tcp", "127.0.0.1", "9000")))
                    .isInstanceOf(Refusal.LaunchRefused.class)
                    .hasMessageContaining("failed to bind host port for 127.0.0.1:9000:")
                    .hasMessageEndingWith(":80/tcp: address already in use");
            var use = lab.run("web2", publishing("80/tcp", "", "9000-9003"));
            assertThat(lab.assigned(use, 0).ports()).allMatch(p -> p.hostPort() == 9001);
        }
    }

    @Test
    void refusesPortsThatMakeNoSense() {
        for (var bad : List.of("99999", "x", "20-10", "-1")) {
            assertThatThrownBy(() -> lab.create("web", publishing("80/tcp", "", bad)))
                    .isInstanceOf(Refusal.Invalid.class);
        }
        assertThatThrownBy(() -> lab.create("web", publishing("80/icmp", "", "1")))
                .isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void containersFindEachOtherByNameOnUserDefinedNetworksOnly() throws IOException {
        networks.create(NetworkSpec.bridge("net1"));
        var alias = new EndpointOptions(null, null, null, null, List.of("www"), null, null, 0);
        var web = lab.run("web", on("net1").withNetworks(Map.of("net1", alias)));
        var client = lab.run("client", on("net1"));
        var stranger = lab.run("stranger", ContainerSpec.image("x"));
        var address = lab.assigned(web, 0).ipv4Address();
        for (var name : List.of("web", "www", "WEB", "web.net1", web.id().shortened(), "host-web")) {
            assertThat(ask(client, name)).as(name).contains(address);
        }
        assertThat(lab.half.containerNetworks().resolving(lab.joining(client)).servers())
                .containsExactly("127.0.0.11");
        assertThat(lab.half.containerNetworks().resolving(lab.joining(client)).options())
                .contains("ndots:0");
        assertThat(lab.half.containerNetworks().resolving(lab.joining(stranger)).servers())
                .doesNotContain("127.0.0.11");
        var resolver = new NetworkNames(stranger.id(), lab, List.of());
        assertThat(resolver.known("web")).isFalse();
        lab.reopen();
        lab.half.containerNetworks().adopt(lab.joining(lab.find("client")), lab.namespace(client));
        assertThat(ask(client, "web")).contains(address);
    }

    private List<String> ask(ContainerUse from, String name) throws IOException {
        var namespace = lab.namespace(from);
        try (var channel = lab.thread.inside(namespace, () -> DatagramChannel.open(StandardProtocolFamily.INET))) {
            var server = new InetSocketAddress("127.0.0.11", 53);
            channel.socket().setSoTimeout(2_000);
            var bytes = question(name);
            channel.socket().send(new DatagramPacket(bytes, bytes.length, server));
            var packet = new DatagramPacket(new byte[600], 600);
            channel.socket().receive(packet);
            var found = new java.util.ArrayList<String>();
            // each answer ends with its four bytes; names are repeated in full or compressed before them
            var data = packet.getData();
            for (int i = bytes.length; i + 4 <= packet.getLength(); i++) {
                found.add("%d.%d.%d.%d"
                        .formatted(data[i] & 255, data[i + 1] & 255, data[i + 2] & 255, data[i + 3] & 255));
            }
            return found;
        }
    }

    private static byte[] question(String name) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        out.write(new byte[] {1, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (var label : name.split("\\.")) {
            out.write(label.length());
            out.write(label.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        out.write(new byte[] {0, 0, 1, 0, 1});
        return out.toByteArray();
    }

    @Test
    void connectsAndDisconnectsARunningContainer() throws IOException {
        networks.create(NetworkSpec.bridge("net1"));
        var web = lab.run("web", ContainerSpec.image("x"));
        networks.connect("net1", "web", EndpointOptions.DEFAULTS);
        assertThat(lab.assigned(web, 1).interfaceName()).isEqualTo("eth1");
        assertThat(lab.half.containerNetworks().counters(lab.namespace(web))).containsOnlyKeys("eth0", "eth1");
        assertThatThrownBy(() -> networks.connect("net1", "web", EndpointOptions.DEFAULTS))
                .isInstanceOf(Refusal.Forbidden.class)
                .hasMessage("endpoint with name web already exists in network net1");
        assertThatThrownBy(() -> networks.remove("net1"))
                .isInstanceOfSatisfying(
                        Refusal.InUse.class, r -> assertThat(r.detail()).startsWith("name:\"web\" id:\""));
        networks.disconnect("bridge", "web", false);
        assertThat(lab.half.containerNetworks().counters(lab.namespace(web))).containsOnlyKeys("eth1");
        assertThat(lab.routes(web)).as("the other network is the way out").anyMatch(r -> r.prefix() == 0);
        networks.disconnect("net1", "web", false);
        assertThatThrownBy(() -> networks.disconnect("net1", "web", false)).isInstanceOf(Refusal.Forbidden.class);
        networks.disconnect("net1", "nosuch", true);
        networks.remove("net1");
        assertThat(lab.links()).noneMatch(l -> l.startsWith("cx-"));
    }

    @Test
    void connectsAContainerThatIsStartedLater() throws IOException {
        networks.create(NetworkSpec.bridge("net1"));
        var web = lab.create("web", ContainerSpec.image("x"));
        networks.connect("net1", "web", EndpointOptions.DEFAULTS);
        lab.start(lab.find("web"));
        assertThat(lab.assigned(web, 1).interfaceName()).isEqualTo("eth1");
        assertThat(lab.routes(web).stream().filter(r -> r.prefix() == 0)).hasSize(1);
    }

    @Test
    void staticAddressesHoldAndClashAndMustFit() throws IOException {
        networks.create(withPool("net1", "10.88.0.0/24", "10.88.0.128/25", null));
        var fixed = new EndpointOptions("10.88.0.9", null, null, null, null, "02:11:22:33:44:55", null, 0);
        var web = lab.run("web", on("net1").withNetworks(Map.of("net1", fixed)));
        assertThat(lab.assigned(web, 0).ipv4Address()).isEqualTo("10.88.0.9");
        assertThat(lab.assigned(web, 0).macAddress()).isEqualTo("02:11:22:33:44:55");
        assertThatThrownBy(() -> lab.run("web2", on("net1").withNetworks(Map.of("net1", fixed))))
                .isInstanceOf(Refusal.Forbidden.class)
                .hasMessage("Address already in use");
        var other = lab.run("web3", on("net1"));
        assertThat(lab.assigned(other, 0).ipv4Address()).startsWith("10.88.0.1").isNotEqualTo("10.88.0.128");
        var outside = new EndpointOptions("10.99.0.9", null, null, null, null, null, null, 0);
        assertThatThrownBy(() -> lab.create("web4", on("net1").withNetworks(Map.of("net1", outside))))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("no configured subnet contains IP address");
        assertThatThrownBy(() -> lab.create("web5", ContainerSpec.image("x").withNetworks(Map.of("bridge", fixed))))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("user defined networks only");
    }

    @Test
    void refusesNetworksThatMakeNoSense() {
        networks.create(withPool("net1", "10.88.0.0/24", null, null));
        assertThatThrownBy(() -> networks.create(NetworkSpec.bridge("net1"))).isInstanceOf(Refusal.NameTaken.class);
        assertThatThrownBy(() -> networks.create(withPool("net2", "10.88.0.0/16", null, null)))
                .isInstanceOf(Refusal.Forbidden.class)
                .hasMessageContaining("Pool overlaps with other one");
        for (var bad : List.of(
                withPool("net2", "nonsense", null, null),
                withPool("net2", "10.1.0.5/16", null, null),
                withPool("net2", "10.1.0.0/16", "10.2.0.0/24", null),
                withPool("net2", "10.1.0.0/16", null, "10.2.0.1"),
                NetworkSpec.bridge(""))) {
            assertThatThrownBy(() -> networks.create(bad)).isInstanceOf(Refusal.Invalid.class);
        }
        assertThatThrownBy(() -> networks.create(new NetworkSpec(
                        "net2", "weave", null, null, null, false, false, false, false, null, null, null, null)))
                .isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void listsByFilterAndPrunesWhatNobodyIsOn() throws IOException {
        networks.create(new NetworkSpec(
                "net1", "", null, null, null, false, false, false, false, null, null, null, Map.of("a", "b")));
        networks.create(NetworkSpec.bridge("net2"));
        assertThat(networks.list(Filters.of("label", "a=b"))).hasSize(1);
        assertThat(networks.list(Filters.of("name", "net"))).hasSize(2);
        assertThat(networks.list(Filters.of("name", "^net1$", "("))).hasSize(1);
        assertThat(networks.list(Filters.of("type", "custom"))).hasSize(2);
        assertThat(networks.list(Filters.of("dangling", "true"))).hasSize(2);
        assertThatThrownBy(() -> networks.list(Filters.of("nosuch", "x"))).isInstanceOf(Refusal.Invalid.class);
        lab.run("web", on("net2"));
        assertThat(networks.prune(Filters.of("until", "24h"))).isEmpty();
        assertThat(networks.prune(Filters.NONE)).containsExactly("net1");
        assertThat(networks.list(Filters.of("type", "custom")))
                .extracting(n -> n.spec().name())
                .containsExactly("net2");
    }

    @Test
    void anIpv6NetworkIsPrivateAndDifferentEachTime() {
        var a = networks.inspect(networks.create(new NetworkSpec(
                        "six", "bridge", null, null, true, false, false, false, false, null, null, null, null))
                .id());
        assertThat(java.util.Objects.requireNonNull(
                        java.util.Objects.requireNonNull(a.spec().ipam()).config()))
                .hasSize(2)
                .last()
                .satisfies(p -> assertThat(p.subnet()).startsWith("fd").endsWith("/64"));
        assertThat(a.ipv6()).isTrue();
    }

    @Test
    void aRestartSweepsWhatNoRecordClaims() throws IOException {
        networks.create(NetworkSpec.bridge("net1"));
        var lost = lab.run("lost", publishing("80/tcp", "", "8080"));
        var kept = lab.run("kept", publishing("80/tcp", "", "8081"));
        var links = lab.links().size();
        lab.containers.remove(lost.id().value());
        lab.reopen();
        lab.half
                .containerNetworks()
                .sweep(Set.of(lab.find("kept").endpoints().getFirst().endpointId()));
        assertThat(lab.links()).hasSize(links - 1);
        lab.run("next", publishing("80/tcp", "", "8080"));
        assertThat(lab.assigned(kept, 0).ports()).isNotEmpty();
    }

    @Test
    void thePlanOfAStartPrints() {
        var use = lab.create("web", publishing("80/tcp", "127.0.0.1", "8081"));
        assertThat(lab.half.containerNetworks().plan(lab.joining(use)))
                .contains("hold 127.0.0.1:8081 -> 80/tcp", "veth veth", "publish4at { 127.0.0.1 . tcp . 8081");
    }

    @Test
    void anEndWithoutRunningContainersLeavesNothingInTheKernel() throws Exception {
        networks.create(withPool("net", "10.99.7.0/24", null, null));
        var links = lab.links();
        assertThat(lab.stopAndStart()).isEqualTo(List.of("lo"));
        assertThat(lab.links()).isEqualTo(links);
        lab.run("a", on("net"));
    }

    @Test
    void anEndWithARunningContainerLeavesItConnected() throws Exception {
        lab.run("a", on("default"));
        var links = lab.links();
        assertThat(lab.stopAndStart()).isEqualTo(links);
    }
}
