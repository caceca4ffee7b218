package dev.conex.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final int RUNS = 300;

    @Test
    void handsOutEachAddressOnceUntilTheSubnetIsFull() {
        var random = new Random(1);
        for (int run = 0; run < RUNS; run++) {
            var subnet = new Cidr(
                            Cidr.address("10.%d.%d.0".formatted(random.nextInt(256), random.nextInt(256))),
                            24 + random.nextInt(8))
                    .subnet();
            var used = new HashSet<InetAddress>();
            while (true) {
                var next = Addresses.pickAddress(subnet, null, used);
                if (next.isEmpty()) {
                    break;
                }
                assertThat(subnet.contains(next.get())).isTrue();
                assertThat(used.add(next.get())).as("handed out twice").isTrue();
            }
            int hosts = subnet.size().intValue() - (subnet.prefix() < 31 ? 2 : 0);
            assertThat(used).hasSize(hosts);
        }
    }

    @Test
    void staysWithinTheRange() {
        var subnet = Cidr.parse("172.28.0.0/16");
        assertThat(Addresses.pickAddress(subnet, Cidr.parse("172.28.5.0/24"), Set.of()))
                .contains(Cidr.address("172.28.5.0"));
        assertThat(Addresses.pickAddress(Cidr.parse("fd00::/64"), null, Set.of(Cidr.address("fd00::1"))))
                .contains(Cidr.address("fd00::2"));
    }

    @Test
    void neverHandsOutASubnetThatMeetsAnother() {
        var random = new Random(2);
        for (int run = 0; run < RUNS; run++) {
            var taken = new ArrayList<Cidr>();
            for (int i = 0; i < random.nextInt(20); i++) {
                taken.add(new Cidr(
                                Cidr.address("172.%d.%d.0".formatted(16 + random.nextInt(16), random.nextInt(256))),
                                8 + random.nextInt(24))
                        .subnet());
            }
            Addresses.pickSubnet(Addresses.standardPools(), taken)
                    .ifPresent(s -> assertThat(taken).noneMatch(t -> t.overlaps(s)));
        }
    }

    @Test
    void takesPoolsInOrderAndIgnoresTheDefaultRoute() {
        assertThat(Addresses.pickSubnet(Addresses.standardPools(), List.of(Cidr.parse("0.0.0.0/0"))))
                .contains(Cidr.parse("172.17.0.0/16"));
        assertThat(Addresses.pickSubnet(Addresses.standardPools(), List.of(Cidr.parse("172.16.0.0/12"))))
                .contains(Cidr.parse("192.168.0.0/20"));
        assertThat(Addresses.pickSubnet(
                        Addresses.standardPools(), List.of(Cidr.parse("172.16.0.0/12"), Cidr.parse("192.168.0.0/16"))))
                .isEmpty();
        var pool = Addresses.privatePool(new byte[] {1, 2, 3, 4, 5});
        assertThat(Addresses.pickSubnet(List.of(pool), List.of(Cidr.parse("fd01:203:405::/64"))))
                .contains(Cidr.parse("fd01:203:405:1::/64"));
    }

    @Test
    void picksPortsComingRound() {
        assertThat(Addresses.pickPort(10, 12, 12, p -> p == 12)).hasValue(10);
        assertThat(Addresses.pickPort(10, 12, 10, _ -> true)).isEmpty();
    }

    @Test
    void readsAndWritesAddressesWithoutANameServer() {
        for (var text : List.of("172.17.0.1/16", "fd00::1/64", "::/0", "fe80::1:0:0:1/64", "2001:db8::/32")) {
            assertThat(Cidr.parse(text)).hasToString(text);
        }
        for (var text : List.of(
                "", "1.2.3.4", "1.2.3.4/33", "1.2.3/24", "example.org/8", "fe80::1%eth0/64", "::/129", "1.2.3.4/-1")) {
            assertThatThrownBy(() -> Cidr.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void randomTextIsACidrOrRefused() {
        var random = new Random(3);
        var letters = "0123456789abcdef.:/%-";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                assertThat(Cidr.parse(Cidr.parse(text.toString()).toString())).isNotNull();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("invalid CIDR");
            }
        }
    }

    @Test
    void publishesClashOnlyWhenTheyMeet() {
        var any = new PublishedPort(80, Protocol.TCP, Cidr.address("0.0.0.0"), 8080);
        assertThat(any.clashes(new PublishedPort(81, Protocol.TCP, Cidr.address("127.0.0.1"), 8080)))
                .isTrue();
        assertThat(any.clashes(new PublishedPort(81, Protocol.UDP, Cidr.address("0.0.0.0"), 8080)))
                .isFalse();
        assertThat(any.clashes(new PublishedPort(81, Protocol.TCP, Cidr.address("::"), 8080)))
                .isFalse();
        assertThat(any.clashes(new PublishedPort(81, Protocol.TCP, Cidr.address("0.0.0.0"), 8081)))
                .isFalse();
    }
}
