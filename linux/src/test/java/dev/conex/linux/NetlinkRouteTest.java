package dev.conex.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Everything happens in network namespaces of the test's own.
class NetlinkRouteTest {
    private static final String MAC = "02:42:ac:11:00:02";
    private NetNamespaceThread thread;
    private Fd host;
    private Fd container;
    private NetlinkRoute outside;
    private NetlinkRoute inside;

    @BeforeEach
    void open() throws IOException {
        thread = NetNamespaceThread.start("netlink-test");
        host = thread.create();
        container = thread.create();
        outside = thread.inside(host, NetlinkRoute::open);
        inside = thread.inside(container, NetlinkRoute::open);
    }

    @AfterEach
    void close() {
        outside.close();
        inside.close();
        host.close();
        container.close();
        thread.close();
    }

    @Test
    void plugsANamespaceIntoABridge() throws IOException {
        int bridge = plug();
        int eth0 = inside.find("eth0").orElseThrow().index();
        inside.up(NetlinkRoute.LOOPBACK);
        inside.up(eth0);
        inside.addAddress(eth0, InetAddress.ofLiteral("10.9.0.2"), 24);
        inside.addAddress(eth0, InetAddress.ofLiteral("fd00:9::2"), 64);
        inside.addDefaultRoute(eth0, InetAddress.ofLiteral("10.9.0.1"));
        assertThat(inside.addresses())
                .contains(
                        new NetlinkRoute.Address(eth0, InetAddress.ofLiteral("10.9.0.2"), 24),
                        new NetlinkRoute.Address(eth0, InetAddress.ofLiteral("fd00:9::2"), 64));
        assertThat(inside.routes())
                .contains(
                        new NetlinkRoute.Route(InetAddress.ofLiteral("0.0.0.0"), 0, eth0),
                        new NetlinkRoute.Route(InetAddress.ofLiteral("10.9.0.0"), 24, eth0));
        var near = outside.find("cxnear").orElseThrow();
        assertThat(near.master()).isEqualTo(bridge);
        assertThat(near.kind()).isEqualTo("veth");
        outside.bridgePort(near.index(), true, true);
        assertThat(outside.find("cxbr").orElseThrow().alias()).isEqualTo("tag:net");
        assertThat(inside.find("eth0").orElseThrow().counters()).hasSize(8);
    }

    @Test
    void namesTheRequestAndTheLinkWhenTheKernelRefuses() throws IOException {
        plug();
        assertThatThrownBy(() -> outside.createBridge("cxbr", "x", MAC, 1500))
                .isInstanceOfSatisfying(
                        ErrnoException.class,
                        e -> assertThat(e.is(Errno.EEXIST)).isTrue())
                .hasMessageContaining("rtm_newlink bridge \"cxbr\"");
        assertThatThrownBy(() -> outside.deleteLink("cxnosuch")).hasMessageContaining("rtm_dellink link \"cxnosuch\"");
    }

    @Test
    void aVisitEndsAtHomeAlsoWhenTheTaskFails() throws IOException {
        var before = thread.call(NetlinkRouteTest::namespace);
        assertThatThrownBy(() -> thread.inside(container, () -> {
                    throw new IOException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(thread.call(NetlinkRouteTest::namespace)).isEqualTo(before);
        assertThat(thread.inside(container, NetlinkRouteTest::namespace)).isNotEqualTo(before);
    }

    @Test
    void aTransactionIsDoneWhollyOrNotAtAll() throws IOException {
        try (var nft = thread.inside(host, Nftables::open)) {
            nft.run("table", "add table inet cxtest\nadd set inet cxtest s { type inet_service; }\n");
            assertThatThrownBy(() -> nft.run("batch", """
                            add element inet cxtest s { 1 }
                            add element inet cxtest nosuch { 2 }
                            """))
                    .isInstanceOfSatisfying(
                            NftablesException.class, e -> assertThat(e.absent()).isTrue());
            assertThat(nft.run("list", "list table inet cxtest"))
                    .contains("set s")
                    .doesNotContain("elements");
        }
    }

    private int plug() throws IOException {
        outside.createBridge("cxbr", "tag:net", MAC, 1500);
        int bridge = outside.find("cxbr").orElseThrow().index();
        outside.up(bridge);
        outside.createVeth(new NetlinkRoute.Near("cxnear", bridge), new NetlinkRoute.Far("eth0", MAC, container), 1500);
        outside.alias("cxnear", "tag:endpoint");
        return bridge;
    }

    private static String namespace() throws IOException {
        return java.nio.file.Files.readSymbolicLink(java.nio.file.Path.of("/proc/thread-self/ns/net"))
                .toString();
    }
}
