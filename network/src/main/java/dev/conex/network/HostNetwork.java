package dev.conex.network;

import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Fd;
import dev.conex.linux.NetlinkLink;
import dev.conex.linux.NetlinkRoute;
import dev.conex.linux.Nftables;
import dev.conex.linux.NftablesException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The network of this host, as far as containers are concerned.
///
/// Everything made carries the owner tag: links in their alias, published ports in their comment. The firewall is one
/// table of family `inet`; tables of others are neither read nor changed, and all tables' verdicts count: where another
/// engine has set the policy of its forward chain to drop, containers reach what it allows only ([#warnings]).
/// Closing leaves everything in the kernel as it is, so traffic flows on.
public final class HostNetwork implements AutoCloseable {
    private final NetworkSettings settings;
    private final Firewall firewall;
    private final HostKernel kernel;
    private final LinkRemoval removal;
    private final HeldPorts ports = new HeldPorts();
    private final LoopbackProxies proxies;
    private final NameService names;
    private volatile PlanRun.Before before = _ -> {};

    private HostNetwork(NetworkSettings settings, HostKernel kernel, LinkRemoval removal) {
        this.settings = settings;
        this.firewall = new Firewall(settings);
        this.kernel = kernel;
        this.removal = removal;
        this.names = new NameService(kernel);
        this.proxies = new LoopbackProxies(kernel, settings);
    }

    /// Opens the network of the caller's namespace: loads the firewall's skeleton, switches forwarding on.
    public static HostNetwork open(NetworkSettings settings) throws IOException {
        return open(settings, null);
    }

    /// Opens the network of any namespace, as if it were a host of its own.
    public static HostNetwork open(NetworkSettings settings, @Nullable Fd host) throws IOException {
        var kernel = HostKernel.open("conex-network", host);
        try {
            kernel.firewall("skeleton", new Firewall(settings).skeleton());
            if (settings.ipForward()) {
                kernel.setting("net/ipv4/ip_forward", "1");
            }
            var opened = new HostNetwork(settings, kernel, LinkRemoval.open(host));
            opened.proxies.forget();
            return opened;
        } catch (IOException e) {
            kernel.close();
            throw e;
        }
    }

    /// What connecting these endpoints would do, in order. Pure.
    public NetworkPlan plan(Attachment... wanted) {
        var steps = new ArrayList<NetworkStep>();
        for (var attachment : wanted) {
            steps.addAll(NetworkPlan.attach(settings, attachment).steps());
        }
        return new NetworkPlan(steps);
    }

    /// What the host routes and has as addresses, but for the bridges of `except`: never hand these out.
    public List<Cidr> routed(Set<String> except) throws IOException {
        return kernel.links(links -> {
            var skipped = links.links().stream()
                    .filter(l -> except.contains(l.name()))
                    .map(NetlinkLink::index)
                    .collect(Collectors.toSet());
            var found = new LinkedHashSet<Cidr>();
            for (var address : links.addresses()) {
                if (!skipped.contains(address.link())) {
                    found.add(new Cidr(address.address(), address.prefix()).subnet());
                }
            }
            for (var route : links.routes()) {
                if (!skipped.contains(route.link()) && route.prefix() > 0) {
                    found.add(new Cidr(route.destination(), route.prefix()).subnet());
                }
            }
            return List.copyOf(found);
        });
    }

    /// Makes a bridge with its addresses and firewall elements, or completes what is there. A bridge of that name that
    /// somebody else made is used and never removed.
    public void ensureBridge(BridgeSpec bridge) throws IOException {
        kernel.change(links -> label(links, bridge));
        var observed = kernel.links(links -> observe(links, bridge.name()));
        if (bridge.ipv6() != null && settings.ipForward()) {
            kernel.setting("net/ipv6/conf/all/forwarding", "1");
        }
        run(NetworkPlan.bridge(settings, bridge, observed), null);
    }

    /// A bridge whose making was cut off before it got its label is ours all the same.
    private void label(NetlinkRoute links, BridgeSpec bridge) throws IOException {
        var link = links.find(bridge.name());
        if (link.isPresent()
                && link.get().alias().isEmpty()
                && link.get().mac().equals(NetworkPlan.bridgeMac(bridge).text())) {
            links.alias(bridge.name(), settings.label(bridge.networkId()));
        }
    }

    /// Removes bridges that an earlier owner of our tag left, whose networks nobody knows any more; before bridges of
    /// these names are made.
    public void sweepBridgeLinks(Set<String> liveNetworkIds) throws IOException {
        var prefix = settings.label("");
        for (var link : kernel.links(NetlinkRoute::links)) {
            var alias = link.alias();
            if (link.kind().equals("bridge")
                    && alias.startsWith(prefix)
                    && !liveNetworkIds.contains(alias.substring(prefix.length()))) {
                removal.now(link.name());
            }
        }
    }

    private static NetworkPlan.Observed observe(NetlinkRoute links, String name) throws IOException {
        var link = links.find(name);
        if (link.isEmpty()) {
            return NetworkPlan.Observed.NOTHING;
        }
        int index = link.get().index();
        var addresses = links.addresses().stream()
                .filter(a -> a.link() == index)
                .map(a -> new Cidr(a.address(), a.prefix()))
                .collect(Collectors.toSet());
        return new NetworkPlan.Observed(true, link.get().up(), addresses);
    }

    /// Removes a bridge: firewall elements at once, the link too unless it is somebody else's.
    public void removeBridge(BridgeSpec bridge) throws IOException {
        kernel.firewall("removal of bridge " + bridge.name(), firewall.remove(firewall.elements(bridge)));
        var link = kernel.links(links -> links.find(bridge.name()));
        if (link.isPresent() && link.get().alias().equals(settings.label(bridge.networkId()))) {
            removal.now(bridge.name());
        }
    }

    /// Plugs a network namespace into a bridge and publishes ports; all of it or nothing. Undone by [#disconnect] or,
    /// but for the published ports, by the death of the namespace.
    ///
    /// @throws PortTaken if another program of the host listens on one of the ports
    public void connect(Fd namespace, Attachment attachment) throws IOException {
        run(plan(attachment), namespace);
    }

    private void run(NetworkPlan plan, @Nullable Fd namespace) throws IOException {
        new PlanRun(kernel, new PlanRun.Holdings(ports, proxies), namespace, before).apply(plan);
    }

    /// Unpublishes at once. The link goes at once if the container lives on (`namespace` given), in the background if
    /// it is dead anyway.
    public void disconnect(@Nullable Fd namespace, Attachment attachment) throws IOException {
        try {
            unpublish(firewall.elements(attachment));
            proxies.release(attachment.endpointId());
        } finally {
            ports.release(attachment.endpointId());
            if (namespace == null) {
                removal.later(attachment.hostLink());
            } else {
                removal.now(attachment.hostLink());
            }
        }
    }

    private void unpublish(List<Firewall.Element> elements) throws IOException {
        if (elements.isEmpty()) {
            return;
        }
        try {
            kernel.firewall("unpublish", firewall.remove(elements));
        } catch (NftablesException e) {
            if (!e.exists()) {
                throw e;
            }
            removeOwn(elements); // some key has a new owner: only the others are ours
        }
    }

    private void removeOwn(List<Firewall.Element> elements) throws IOException {
        for (var element : elements) {
            try {
                kernel.firewall("unpublish", firewall.remove(List.of(element)));
            } catch (NftablesException e) {
                if (!e.exists()) {
                    throw e;
                }
            }
        }
    }

    /// Takes over an endpoint that an earlier process of ours connected: what it had published is held and published
    /// again. Ports that somebody took meanwhile stay published.
    public void adopt(Attachment attachment) throws IOException {
        var elements = firewall.elements(attachment);
        if (!elements.isEmpty()) {
            kernel.firewall("adoption of " + attachment.endpointId(), firewall.add(elements));
        }
        for (var step : plan(attachment).steps()) {
            if (step instanceof NetworkStep.ServeLoopback serve) {
                proxies.serve(serve);
            }
            if (step instanceof NetworkStep.HoldPorts hold) {
                try {
                    kernel.run(() -> ports.hold(hold.endpointId(), hold.containerAddress(), hold.ports()));
                } catch (PortTaken e) {
                    // the firewall comes before any listener: the container keeps its port
                }
            }
        }
    }

    /// Makes a connected endpoint the way to everywhere, after the one that was has gone.
    public void defaultRoute(Fd namespace, Attachment attachment) throws IOException {
        var gateways = NetworkPlan.gateways(attachment);
        kernel.changeInside(namespace, links -> {
            var link = links.find(attachment.ifName());
            if (link.isPresent()) {
                for (var gateway : gateways) {
                    links.addDefaultRoute(link.get().index(), gateway);
                }
            }
        });
    }

    /// Brings the loopback link of a namespace without networks up.
    public void loopback(Fd namespace) throws IOException {
        kernel.changeInside(namespace, links -> links.up(NetlinkRoute.LOOPBACK));
    }

    /// Counters of a namespace's links but loopback.
    public List<LinkStats> stats(Fd namespace) throws IOException {
        return kernel.linksInside(
                namespace,
                links -> links.links().stream()
                        .filter(l ->
                                l.index() != NetlinkRoute.LOOPBACK && l.kind().equals("veth"))
                        .map(HostNetwork::stats)
                        .toList());
    }

    private static LinkStats stats(NetlinkLink link) {
        // struct rtnl_link_stats64: packets, bytes, errors, dropped, each received then sent
        var c = link.counters();
        return new LinkStats(
                link.name(), c.get(2), c.get(0), c.get(4), c.get(6), c.get(3), c.get(1), c.get(5), c.get(7));
    }

    /// Who answers names inside namespaces.
    public NameService names() {
        return names;
    }

    /// Puts everything in order after a restart: links and published ports of ours that no live endpoint or network
    /// claims are removed, and the bridges' firewall elements are exactly those of the live networks.
    public void sweep(Set<String> liveEndpointIds, Collection<BridgeSpec> liveBridges) throws IOException {
        sweepPublished(liveEndpointIds);
        sweepBridges(liveBridges);
        var live = new LinkedHashSet<>(liveEndpointIds);
        liveBridges.forEach(b -> live.add(b.networkId()));
        var prefix = settings.label("");
        for (var link : kernel.links(NetlinkRoute::links)) {
            var alias = link.alias();
            if (alias.startsWith(prefix) && !live.contains(alias.substring(prefix.length()))) {
                removal.now(link.name());
            }
        }
    }

    private void sweepPublished(Set<String> live) throws IOException {
        for (var map : Firewall.PUBLISH_MAPS) {
            var listing = kernel.firewall("list " + map, firewall.list("map", map));
            var dead = FirewallListing.published(map, listing, settings.ownerTag()).stream()
                    .filter(p -> !live.contains(p.endpointId()))
                    .map(FirewallListing.Published::element)
                    .toList();
            if (!dead.isEmpty()) {
                kernel.firewall("sweep of " + map, firewall.remove(dead));
            }
        }
    }

    private void sweepBridges(Collection<BridgeSpec> live) throws IOException {
        var elements = live.stream().flatMap(b -> firewall.elements(b).stream()).toList();
        kernel.firewall("sweep of bridges", firewall.flushBridgeSets() + firewall.add(elements));
    }

    /// What the user should know about this host: another engine's forward chain that drops by default.
    public List<String> warnings() throws IOException {
        var listing = kernel.firewall("look at forward chains", "list chains\n");
        return ForeignForward.warnings(listing, settings.firewallTable());
    }

    /// Removes the firewall table and every link of ours: nothing remains. For uninstalling, and for tests.
    public void wipe() throws IOException {
        kernel.firewall("wipe", firewall.delete());
        var prefix = settings.label("");
        for (var link : kernel.links(NetlinkRoute::links)) {
            if (link.alias().startsWith(prefix)) {
                removal.now(link.name());
            }
        }
    }

    /// Lets tests look at, or refuse, each step before it is done.
    void beforeEachStep(PlanRun.Before probe) {
        before = probe;
    }

    HostKernel kernel() {
        return kernel;
    }

    /// Whether this machine can do any of this; else why not.
    public static @Nullable String missing() {
        return Nftables.available() ? null : "libnftables.so.1 is not installed";
    }

    static boolean gone(ErrnoException e) {
        return e.is(Errno.ENODEV) || e.is(Errno.ENOENT);
    }

    @Override
    public void close() {
        names.close();
        removal.close();
        proxies.close();
        ports.close();
        kernel.close();
    }
}
