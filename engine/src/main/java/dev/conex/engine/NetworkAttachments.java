package dev.conex.engine;

import dev.conex.engine.stored.StoredNetwork;
import dev.conex.linux.Fd;
import dev.conex.network.Attachment;
import dev.conex.network.Cidr;
import dev.conex.network.HostNetwork;
import dev.conex.network.NameService;
import dev.conex.network.PortTaken;
import dev.conex.network.PublishedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Plugs containers into networks and out of them.
final class NetworkAttachments implements ContainerNetworks {
    /// Ports tried when other programs of the host have the ones that were chosen.
    private static final int PORT_TRIES = 64;

    private static final int NETWORK_EXIT_CODE = 128;

    private final HostNetwork host;
    private final NetworkTable table;
    private final ContainerUses containers;
    private final EngineConfig.NetworkDefaults defaults;
    private final EventSink events;
    private final NetworkClaims claims;
    private final NetworkAssignment assignment;
    private final AtomicInteger nextPort = new AtomicInteger(dev.conex.network.Addresses.EPHEMERAL_FIRST);
    private final Map<ContainerId, NameService.Served> served = new ConcurrentHashMap<>();

    NetworkAttachments(
            HostNetwork host,
            NetworkTable table,
            ContainerUses containers,
            EngineConfig.NetworkDefaults defaults,
            EventSink events) {
        this.host = host;
        this.table = table;
        this.containers = containers;
        this.defaults = defaults;
        this.events = events;
        this.claims = new NetworkClaims(containers);
        this.assignment = new NetworkAssignment(table, claims);
    }

    @Override
    public List<Endpoint> wanted(ContainerSpec spec, boolean strict) {
        NetworkPorts.wishes(spec, everywhere(null));
        return new NetworkWishes(table).of(spec, strict);
    }

    @Override
    public List<Endpoint> connect(Joining joining, Fd namespace) {
        return connect(joining, List.of(), joining.endpoints(), namespace);
    }

    /// Connects `fresh` endpoints of a container that has `present` ones.
    List<Endpoint> connect(Joining joining, List<Endpoint> present, List<Endpoint> fresh, Fd namespace) {
        var avoid = new HashSet<Integer>();
        for (int i = 0; i < PORT_TRIES; i++) {
            var chosen = choose(joining, present, fresh, avoid);
            try {
                apply(joining, present, chosen, namespace);
                chosen.forEach(e -> publish("connect", joining.id(), e));
                return chosen;
            } catch (PortTaken e) {
                claims.drop(chosen);
                if (fixed(joining.spec(), e.port())) {
                    throw refused(joining, chosen, String.valueOf(e.getMessage()));
                }
                avoid.add(e.port().hostPort());
            } catch (IOException e) {
                claims.drop(chosen);
                throw refused(joining, chosen, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                claims.drop(chosen);
                throw e;
            }
        }
        throw refused(joining, fresh, "no free port of the host found in %d tries".formatted(PORT_TRIES));
    }

    private List<Endpoint> choose(Joining joining, List<Endpoint> present, List<Endpoint> fresh, Set<Integer> avoid) {
        try {
            return claims.claim(() -> assignment.assign(joining, present, fresh, ports(joining, fresh, avoid)));
        } catch (NetworkPorts.Taken e) {
            throw refused(joining, fresh, String.valueOf(e.getMessage()));
        }
    }

    private List<PublishedPort> ports(Joining joining, List<Endpoint> fresh, Set<Integer> avoid) {
        var way = assignment.gateway(fresh);
        if (way.isEmpty()) {
            return List.of();
        }
        var wishes = NetworkPorts.wishes(joining.spec(), everywhere(assignment.network(way.get())));
        var taken = claims.ports();
        var ports = NetworkPorts.choose(
                wishes, p -> avoid.contains(p.hostPort()) || taken.stream().anyMatch(p::clashes), nextPort.get());
        for (int i = 0; i < ports.size(); i++) {
            if (ports.get(i).hostPort() >= nextPort.get()) {
                nextPort.set(ports.get(i).hostPort() + 1);
            }
        }
        return ports;
    }

    private boolean fixed(ContainerSpec spec, PublishedPort port) {
        return NetworkPorts.wishes(spec, everywhere(null)).stream()
                .anyMatch(
                        w -> w.protocol() == port.protocol() && w.first() == w.last() && w.first() == port.hostPort());
    }

    /// Addresses that stand for "none given".
    private List<InetAddress> everywhere(@Nullable StoredNetwork network) {
        var option =
                network == null ? null : Given.map(network.spec().options()).get(NetworkOptionNames.HOST_BINDING);
        var text = Given.text(option).isEmpty() ? Given.text(defaults.publishAddress()) : Given.text(option);
        if (!text.isEmpty() && !text.equals("0.0.0.0")) {
            return List.of(NetworkPools.address(text));
        }
        var any = new ArrayList<InetAddress>(List.of(Cidr.address("0.0.0.0")));
        if (Files.exists(Path.of("/proc/net/if_inet6"))) {
            any.add(Cidr.address("::"));
        }
        return any;
    }

    private void apply(Joining joining, List<Endpoint> present, List<Endpoint> chosen, Fd namespace)
            throws IOException {
        try (var undo = new Undo()) {
            for (var attachment : attachments(joining.id(), present, chosen)) {
                host.connect(namespace, attachment);
                undo.push(() -> host.disconnect(namespace, attachment));
            }
            names(joining, chosen, namespace);
            undo.commit();
        }
    }

    private List<Attachment> attachments(ContainerId id, List<Endpoint> present, List<Endpoint> chosen) {
        var way = assignment.gateway(present).isPresent()
                ? null
                : assignment.gateway(chosen).orElse(null);
        var found = new ArrayList<Attachment>();
        for (var endpoint : chosen) {
            assignment.attachment(id, endpoint, endpoint.equals(way)).ifPresent(found::add);
        }
        return found;
    }

    private void names(Joining joining, List<Endpoint> endpoints, Fd namespace) throws IOException {
        if (served.containsKey(joining.id()) || endpoints.stream().noneMatch(this::userDefined)) {
            return;
        }
        boolean out = assignment.gateway(endpoints).isPresent();
        var upstream = NetworkResolvConf.ofHost()
                .with(defaults, joining.spec().host().network())
                .upstream();
        served.put(
                joining.id(),
                host.names().serve(namespace, new NetworkNames(joining.id(), containers, out ? upstream : List.of())));
    }

    private boolean userDefined(Endpoint endpoint) {
        return table.lookup(endpoint.networkName())
                .filter(NetworkTable::userDefined)
                .isPresent();
    }

    private Refusal refused(Joining joining, List<Endpoint> endpoints, String why) {
        var id = endpoints.isEmpty() ? "" : endpoints.getFirst().endpointId();
        return new Refusal.LaunchRefused(
                joining.id().value(),
                Refusal.LaunchRefused.Step.NETWORK,
                NETWORK_EXIT_CODE,
                "driver failed programming external connectivity on endpoint %s (%s): %s"
                        .formatted(
                                joining.name(),
                                id.isEmpty() ? ContainerId.random().value() : id,
                                why));
    }

    @Override
    public void release(ContainerId id, List<Endpoint> endpoints) {
        var names = served.remove(id);
        if (names != null) {
            names.close();
        }
        for (var endpoint : endpoints) {
            if (endpoint.assigned() != null) {
                detach(id, endpoint, null);
            }
        }
    }

    /// Takes one endpoint out; with `namespace` of a container that lives on.
    void detach(ContainerId id, Endpoint endpoint, @Nullable Fd namespace) {
        assignment
                .attachment(id, endpoint, false)
                .ifPresent(attachment -> Quietly.run(
                        "disconnect endpoint " + endpoint.endpointId(), () -> host.disconnect(namespace, attachment)));
        claims.drop(List.of(endpoint));
        publish("disconnect", id, endpoint);
    }

    /// After an endpoint has gone: another is the way out.
    void reroute(ContainerId id, List<Endpoint> left, Fd namespace) {
        assignment
                .gateway(left)
                .flatMap(e -> assignment.attachment(id, e, true))
                .ifPresent(attachment -> Quietly.run(
                        "default route of " + id.shortened(), () -> host.defaultRoute(namespace, attachment)));
    }

    boolean isWayOut(List<Endpoint> all, Endpoint endpoint) {
        return assignment.gateway(all).filter(endpoint::equals).isPresent();
    }

    private void publish(String action, ContainerId id, Endpoint endpoint) {
        var type = table.byId(endpoint.networkId()).map(n -> n.spec().driver()).orElse("bridge");
        events.publish(
                Event.Type.NETWORK,
                action,
                endpoint.networkId(),
                Map.of("container", id.value(), "name", endpoint.networkName(), "type", type));
    }

    @Override
    public void adopt(Joining joining, Fd networkNamespace) {
        var assigned =
                joining.endpoints().stream().filter(e -> e.assigned() != null).toList();
        claims.adopt(assigned);
        for (var attachment : attachments(joining.id(), List.of(), assigned)) {
            Quietly.run("adopt endpoint " + attachment.endpointId(), () -> host.adopt(attachment));
        }
        Quietly.run("names of " + joining.id().shortened(), () -> names(joining, assigned, networkNamespace));
    }

    /// Of one that is connected: what it has; else what it would get.
    @Override
    public String plan(Joining joining) {
        var connected =
                joining.endpoints().stream().filter(e -> e.assigned() != null).toList();
        var endpoints = connected.isEmpty() ? wouldGet(joining) : connected;
        return host.plan(attachments(joining.id(), List.of(), endpoints).toArray(Attachment[]::new))
                .text();
    }

    private List<Endpoint> wouldGet(Joining joining) {
        try {
            return assignment.assign(
                    joining, List.of(), joining.endpoints(), ports(joining, joining.endpoints(), Set.of()));
        } catch (NetworkPorts.Taken e) {
            throw refused(joining, joining.endpoints(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Resolving resolving(Joining joining) {
        var conf =
                NetworkResolvConf.ofHost().with(defaults, joining.spec().host().network());
        boolean names = joining.endpoints().stream().anyMatch(this::userDefined);
        return new Resolving(
                names ? List.of("127.0.0.11") : conf.reachable(),
                conf.search(),
                names ? conf.optionsWithDots() : conf.options(),
                hostGateway());
    }

    private String hostGateway() {
        return table.named(NetworkTable.DEFAULT)
                .map(n -> NetworkTable.cidr(n.ipv4()))
                .map(c -> Cidr.text(c.address()))
                .orElse("");
    }

    @Override
    public Map<String, ContainerStats.Interface> counters(Fd networkNamespace) {
        var found = new LinkedHashMap<String, ContainerStats.Interface>();
        try {
            for (var s : host.stats(networkNamespace)) {
                found.put(
                        s.name(),
                        new ContainerStats.Interface(
                                s.rxBytes(),
                                s.rxPackets(),
                                s.rxErrors(),
                                s.rxDropped(),
                                s.txBytes(),
                                s.txPackets(),
                                s.txErrors(),
                                s.txDropped()));
            }
        } catch (IOException e) {
            throw new Refusal.Failed("counters of a network namespace", e);
        }
        return found;
    }

    @Override
    public void sweep(Set<String> liveEndpointIds) {
        var bridges = table.all().stream()
                .flatMap(n -> NetworkTable.bridge(n).stream())
                .toList();
        Quietly.run("sweep networks", () -> host.sweep(liveEndpointIds, bridges));
    }
}
