package dev.conex.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.conex.testkit.Golden;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Plans and firewall as people read them.
class NetworkPlanTest {
    private static final BridgeSpec BRIDGE = new BridgeSpec(
            "1234567890ab",
            "cx-1234567890ab",
            Cidr.parse("172.30.0.1/16"),
            Cidr.parse("fd30::1/64"),
            false,
            true,
            true,
            1500);

    @Test
    void theFirewallSkeletonReadsAsBefore() throws IOException {
        Golden.check("skeleton.nft", new Firewall(NetworkSettings.STANDARD).skeleton());
    }

    @Test
    void aNewBridgeReadsAsBefore() throws IOException {
        Golden.check(
                "bridge.txt",
                NetworkPlan.bridge(NetworkSettings.STANDARD, BRIDGE, NetworkPlan.Observed.NOTHING)
                        .text());
    }

    @Test
    void aBridgeThatIsThereIsOnlyCompleted() {
        var observed = new NetworkPlan.Observed(true, true, Set.of(Cidr.parse("172.30.0.1/16")));
        assertThat(NetworkPlan.bridge(NetworkSettings.STANDARD, BRIDGE, observed)
                        .text())
                .doesNotContain("bridge cx", "up cx", "172.30.0.1/16 on")
                .contains("address fd30::1/64");
    }

    @Test
    void anInternalBridgeReadsAsBefore() throws IOException {
        var internal = new BridgeSpec("ab", "cx-ab", Cidr.parse("10.1.0.1/24"), null, true, true, false, 1400);
        Golden.check(
                "internal.txt",
                NetworkPlan.bridge(NetworkSettings.STANDARD, internal, NetworkPlan.Observed.NOTHING)
                        .text());
    }

    @Test
    void anEndpointWithPortsReadsAsBefore() throws IOException {
        var attachment = new Attachment(
                "c1",
                "feedbeef0123".repeat(5),
                BRIDGE,
                "eth0",
                MacAddress.of(Cidr.address("172.30.0.2")),
                Cidr.parse("172.30.0.2/16"),
                Cidr.parse("fd30::2/64"),
                true,
                List.of(
                        new PublishedPort(80, Protocol.TCP, Cidr.address("0.0.0.0"), 8080),
                        new PublishedPort(80, Protocol.TCP, Cidr.address("::"), 8080),
                        new PublishedPort(53, Protocol.UDP, Cidr.address("127.0.0.1"), 5353),
                        new PublishedPort(80, Protocol.TCP, Cidr.address("::1"), 8081)));
        Golden.check(
                "attach.txt",
                NetworkPlan.attach(NetworkSettings.STANDARD, attachment).text());
    }

    @Test
    void readsBackWhatItPublished() {
        var listing = """
                table inet conex {
                	map publish4at {
                		type ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service
                		elements = { 127.0.0.1 . udp . 53 comment "conex:abc" : 172.30.0.2 . 53,
                			     127.0.0.1 . tcp . 53 comment "conex:def" : 172.30.0.3 . 53,
                			     127.0.0.1 . tcp . 54 comment "other:def" : 172.30.0.3 . 53 }
                	}
                }
                """;
        assertThat(FirewallListing.published("publish4at", listing, "conex"))
                .extracting(
                        FirewallListing.Published::endpointId, p -> p.element().text())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "abc", "127.0.0.1 . udp . 53 comment \"conex:abc\" : 172.30.0.2 . 53"),
                        org.assertj.core.groups.Tuple.tuple(
                                "def", "127.0.0.1 . tcp . 53 comment \"conex:def\" : 172.30.0.3 . 53"));
    }
}
