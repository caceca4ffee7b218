package dev.conex.engine;

import dev.conex.engine.ContainerNetworks.Joining;
import dev.conex.engine.stored.StoredNetwork;
import dev.conex.linux.Fd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The networks of one host: bridges.
final class BridgedNetworks implements Networks {
    private static final Set<String> FILTERS =
            Set.of("dangling", "driver", "id", "label", "label!", "name", "scope", "type");
    private static final Set<String> PRUNE_FILTERS = Set.of("label", "label!", "until");

    private final NetworkTable table;
    private final ContainerUses containers;
    private final NetworkAttachments attachments;
    private final NetworkMaking making;
    private final EventSink events;

    BridgedNetworks(
            NetworkTable table,
            ContainerUses containers,
            NetworkAttachments attachments,
            NetworkMaking making,
            EventSink events) {
        this.table = table;
        this.containers = containers;
        this.attachments = attachments;
        this.making = making;
        this.events = events;
    }

    @Override
    public NetworkCreated create(NetworkSpec spec) {
        var made = making.make(spec);
        event("create", made);
        return new NetworkCreated(made.id(), "");
    }

    @Override
    public NetworkInspect inspect(String ref) {
        return inspect(table.find(ref));
    }

    private NetworkInspect inspect(StoredNetwork n) {
        var members = new ArrayList<NetworkInspect.Member>();
        for (var container : containers.all()) {
            for (var endpoint : container.endpoints()) {
                var assigned = endpoint.assigned();
                if (assigned != null && endpoint.networkId().equals(n.id())) {
                    members.add(new NetworkInspect.Member(
                            container.id(),
                            container.name(),
                            endpoint.endpointId(),
                            assigned.macAddress(),
                            withPrefix(assigned.ipv4Address(), assigned.ipv4Prefix()),
                            withPrefix(assigned.ipv6Address(), assigned.ipv6Prefix())));
                }
            }
        }
        return new NetworkInspect(
                n.id(),
                n.spec(),
                n.created(),
                !Boolean.FALSE.equals(n.spec().enableIpv4()),
                Boolean.TRUE.equals(n.spec().enableIpv6()),
                List.copyOf(members));
    }

    private static String withPrefix(String address, int prefix) {
        return address.isEmpty() ? "" : address + "/" + prefix;
    }

    @Override
    public List<NetworkInspect> list(Filters filters) {
        filters.only(FILTERS);
        for (var type : filters.of("type")) {
            if (!type.equals("builtin") && !type.equals("custom")) {
                throw new Refusal.Invalid(
                        Refusal.What.FILTER, "type=" + type, "invalid filter: 'type'='%s'".formatted(type));
            }
        }
        return table.all().stream()
                .map(this::inspect)
                .filter(n -> fits(n, filters))
                .toList();
    }

    private static boolean fits(NetworkInspect n, Filters f) {
        var builtin = switch (n.spec().name()) {
            case "bridge", "host", "none" -> "builtin";
            default -> "custom";
        };
        return f.fits("driver", n.spec().driver())
                && f.fits("scope", Given.text(n.spec().scope()))
                && f.fits("type", builtin)
                && f.fitsPattern("name", n.spec().name())
                && f.fitsPattern("id", n.id())
                && f.fitsLabels(Given.map(n.spec().labels()))
                && dangling(n, f);
    }

    private static boolean dangling(NetworkInspect n, Filters f) {
        if (!f.has("dangling")) {
            return true;
        }
        boolean wanted = switch (f.of("dangling").getFirst()) {
            case "1", "true", "True", "TRUE", "t", "T" -> true;
            case "0", "false", "False", "FALSE", "f", "F" -> false;
            default ->
                throw new Refusal.Invalid(
                        Refusal.What.FILTER, "dangling", "invalid filter 'dangling=%s'".formatted(f.of("dangling")));
        };
        boolean is = n.members().isEmpty()
                && switch (n.spec().name()) {
                    case "bridge", "host", "none" -> false;
                    default -> true;
                };
        return wanted == is;
    }

    @Override
    public void remove(String ref) {
        var network = table.find(ref);
        if (!NetworkTable.userDefined(network)) {
            throw new Refusal.Forbidden("%s is a pre-defined network and cannot be removed".formatted(network.name()));
        }
        remove(network);
    }

    private void remove(StoredNetwork network) {
        var members = inspect(network).members();
        if (!members.isEmpty()) {
            throw new Refusal.InUse(
                    Refusal.Noun.NETWORK,
                    network.name(),
                    members.stream().map(m -> m.container().value()).toList(),
                    String.join(
                            ", ",
                            members.stream()
                                    .map(m -> "name:\"%s\" id:\"%s\""
                                            .formatted(m.name(), m.endpointId().substring(0, ContainerId.SHORT_LENGTH)))
                                    .toList()));
        }
        making.unmake(network);
        event("destroy", network);
    }

    @Override
    public void connect(String ref, String containerRef, EndpointOptions options) {
        var network = table.find(ref);
        var container = containers.find(containerRef);
        checkConnectable(network, container);
        var fresh = NetworkWishes.of(network, options);
        containers.changeEndpoints(container.id(), (use, namespace) -> {
            if (use.endpoints().stream().anyMatch(e -> e.networkId().equals(network.id()))) {
                throw new Refusal.Forbidden(
                        "endpoint with name %s already exists in network %s".formatted(use.name(), network.name()));
            }
            var all = new ArrayList<>(use.endpoints());
            if (namespace == null || !use.running()) {
                all.add(fresh);
            } else {
                all.addAll(attachments.connect(joining(use), use.endpoints(), List.of(fresh), namespace));
            }
            return all;
        });
    }

    private static Joining joining(ContainerUse use) {
        return new Joining(
                use.id(), use.name(), Given.text(use.spec().config().hostname()), use.spec(), use.endpoints());
    }

    private static void checkConnectable(StoredNetwork network, ContainerUse container) {
        if (network.bridge().isEmpty()) {
            throw new Refusal.Forbidden(
                    switch (network.name()) {
                        case "host" ->
                            "container cannot be disconnected from host network or connected to host network";
                        case "none" ->
                            "container cannot be connected to multiple networks with one of the networks in private (none) mode";
                        default ->
                            "network %s is config-only: containers cannot be connected to it".formatted(network.name());
                    });
        }
        switch (NetworkMode.of(container.spec())) {
            case NetworkMode.Named _ -> {
                // fine
            }
            case NetworkMode.Host _ ->
                throw new Refusal.Forbidden(
                        "container cannot be disconnected from host network or connected to host network");
            case NetworkMode.None _ ->
                throw new Refusal.Forbidden(
                        "container cannot be connected to multiple networks with one of the networks in private (none) mode");
            case NetworkMode.JoinedTo _ ->
                throw new Refusal.Forbidden(
                        "container sharing network namespace with another container or host cannot be connected to any other network");
        }
    }

    @Override
    public void disconnect(String ref, String containerRef, boolean force) {
        var network = table.find(ref);
        if (network.name().equals("host")) {
            throw new Refusal.Forbidden(
                    "container cannot be disconnected from host network or connected to host network");
        }
        ContainerUse container;
        try {
            container = containers.find(containerRef);
        } catch (Refusal.NotFound e) {
            if (force) {
                return;
            }
            throw e;
        }
        containers.changeEndpoints(container.id(), (use, namespace) -> without(network, use, namespace));
    }

    private List<Endpoint> without(StoredNetwork network, ContainerUse use, @Nullable Fd namespace) {
        var gone = use.endpoints().stream()
                .filter(e ->
                        e.networkId().equals(network.id()) || e.networkName().equals(network.name()))
                .findFirst()
                .orElseThrow(() -> new Refusal.Forbidden("container %s is not connected to network %s"
                        .formatted(use.id().value(), network.name())));
        boolean wayOut = attachments.isWayOut(use.endpoints(), gone);
        var left = new ArrayList<>(use.endpoints());
        left.remove(gone);
        if (gone.assigned() != null) {
            attachments.detach(use.id(), gone, namespace);
            if (wayOut && namespace != null) {
                attachments.reroute(use.id(), left, namespace);
            }
        }
        return left;
    }

    @Override
    public List<String> prune(Filters filters) {
        filters.only(PRUNE_FILTERS);
        var until = filters.has("until") ? TimeWords.until(filters.of("until").getFirst(), Instant.now()) : null;
        var removed = new ArrayList<String>();
        for (var network : table.all()) {
            if (NetworkTable.userDefined(network)
                    && filters.fitsLabels(Given.map(network.spec().labels()))
                    && (until == null || network.created().isBefore(until))
                    && inspect(network).members().isEmpty()) {
                remove(network);
                removed.add(network.name());
            }
        }
        return removed;
    }

    private void event(String action, StoredNetwork network) {
        events.publish(
                Event.Type.NETWORK,
                action,
                network.id(),
                Map.of("name", network.name(), "type", network.spec().driver()));
    }
}
