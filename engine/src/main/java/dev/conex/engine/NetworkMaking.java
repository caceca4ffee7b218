package dev.conex.engine;

import dev.conex.engine.stored.StoredNetwork;
import dev.conex.network.Addresses;
import dev.conex.network.BridgeSpec;
import dev.conex.network.Cidr;
import dev.conex.network.HostNetwork;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes networks: checks the wish, chooses subnets, makes the bridge, records it last; and unmakes them.
final class NetworkMaking {
    private static final Set<String> RESERVED = Set.of("bridge", "host", "none", "default");
    private static final int NAME_MAX = 255;
    private static final int SEED_BYTES = 5;

    private final HostNetwork host;
    private final NetworkTable table;
    private final EngineConfig.NetworkDefaults defaults;

    NetworkMaking(HostNetwork host, NetworkTable table, EngineConfig.NetworkDefaults defaults) {
        this.host = host;
        this.table = table;
        this.defaults = defaults;
    }

    /// A network of a user.
    synchronized StoredNetwork make(NetworkSpec wish) {
        if (RESERVED.contains(wish.name())) {
            throw new Refusal.Forbidden("operation is not permitted on predefined %s network".formatted(wish.name()));
        }
        checkName(wish.name());
        table.named(wish.name()).ifPresent(n -> {
            throw new Refusal.NameTaken(Refusal.Noun.NETWORK, wish.name(), n.id());
        });
        var id = ContainerId.random().value();
        var given = Given.map(wish.options()).get(NetworkOptionNames.BRIDGE_NAME);
        return make(id, based(wish), Given.text(given).isEmpty() ? BridgeSpec.nameFor(id) : Given.text(given));
    }

    /// Its record first, then its bridge.
    void unmake(StoredNetwork network) {
        table.remove(network);
        NetworkTable.bridge(network)
                .ifPresent(bridge -> Quietly.run("remove bridge " + bridge.name(), () -> host.removeBridge(bridge)));
    }

    private static void checkName(String name) {
        if (name.isBlank()
                || name.length() > NAME_MAX
                || name.indexOf('/') >= 0
                || name.chars().anyMatch(c -> c < ' ')) {
            throw new Refusal.Invalid(
                    Refusal.What.NETWORK_NAME,
                    name,
                    name.isBlank() ? "invalid name: name is empty" : "invalid network name: \"%s\"".formatted(name));
        }
    }

    /// With what a config-only network says.
    private NetworkSpec based(NetworkSpec wish) {
        var from = Given.text(wish.configFrom());
        if (from.isEmpty()) {
            return wish;
        }
        var base = table.find(from);
        if (!base.spec().configOnly()) {
            throw new Refusal.Forbidden(
                    "invalid network config source: %s is not a configuration network".formatted(from));
        }
        var b = base.spec();
        return new NetworkSpec(
                wish.name(),
                wish.driver(),
                wish.scope(),
                b.enableIpv4(),
                b.enableIpv6(),
                b.internal() || wish.internal(),
                wish.attachable(),
                wish.ingress(),
                false,
                from,
                b.ipam(),
                b.options(),
                wish.labels());
    }

    private StoredNetwork make(String id, NetworkSpec wish, String bridge) {
        switch (wish.driver()) {
            case "", "bridge" -> {
                // ours
            }
            case "host", "null" ->
                throw new Refusal.Forbidden("only one instance of \"%s\" network is allowed".formatted(wish.driver()));
            default -> throw new Refusal.NotFound(Refusal.Noun.PLUGIN, wish.driver());
        }
        if (wish.configOnly()) {
            var only = new StoredNetwork(
                    StoredNetwork.SCHEMA,
                    id,
                    filled(wish, given(wish), Given.map(wish.options())),
                    Instant.now(),
                    "",
                    null,
                    null,
                    false);
            table.put(only);
            return only;
        }
        var chosen = pools().choose(wish);
        var network = new StoredNetwork(
                StoredNetwork.SCHEMA,
                id,
                filled(wish, chosen.pools(), Given.map(wish.options())),
                Instant.now(),
                bridge,
                text(chosen.ipv4()),
                text(chosen.ipv6()),
                given(wish).stream().anyMatch(p -> !Given.text(p.subnet()).isEmpty()));
        ensure(network);
        try {
            table.put(network);
        } catch (Refusal e) {
            NetworkTable.bridge(network).ifPresent(b -> Quietly.run("undo bridge", () -> host.removeBridge(b)));
            throw e;
        }
        return network;
    }

    private static List<NetworkSpec.Pool> given(NetworkSpec wish) {
        return wish.ipam() == null ? List.of() : Given.list(wish.ipam().config());
    }

    private static @Nullable String text(@Nullable Cidr cidr) {
        return cidr == null ? null : cidr.toString();
    }

    private static NetworkSpec filled(NetworkSpec wish, List<NetworkSpec.Pool> pools, Map<String, String> options) {
        var ipam = wish.ipam();
        return new NetworkSpec(
                wish.name(),
                wish.driver().isEmpty() ? "bridge" : wish.driver(),
                Given.text(wish.scope()).isEmpty() ? "local" : wish.scope(),
                !Boolean.FALSE.equals(wish.enableIpv4()),
                Boolean.TRUE.equals(wish.enableIpv6())
                        || pools.stream().anyMatch(p -> Given.text(p.subnet()).contains(":")),
                wish.internal(),
                wish.attachable(),
                wish.ingress(),
                wish.configOnly(),
                wish.configFrom(),
                new NetworkSpec.Ipam(
                        ipam == null || Given.text(ipam.driver()).isEmpty() ? "default" : ipam.driver(),
                        ipam == null ? null : ipam.options(),
                        pools),
                options,
                Given.map(wish.labels()));
    }

    private NetworkPools pools() {
        var networks = new ArrayList<Cidr>();
        var ours = table.all().stream()
                .map(StoredNetwork::bridge)
                .filter(b -> !b.isEmpty())
                .collect(Collectors.toSet());
        for (var network : table.all()) {
            for (var gateway : new String[] {network.ipv4(), network.ipv6()}) {
                var cidr = NetworkTable.cidr(gateway);
                if (cidr != null) {
                    networks.add(cidr.subnet());
                }
            }
        }
        try {
            return new NetworkPools(ranges(), networks, host.routed(ours));
        } catch (IOException e) {
            throw new Refusal.Failed("look at the host's routes", e);
        }
    }

    private List<Addresses.Pool> ranges() {
        var found = new ArrayList<Addresses.Pool>();
        for (var pool : defaults.pools()) {
            found.add(new Addresses.Pool(NetworkPools.parse(pool.base()), pool.size()));
        }
        if (found.stream().allMatch(p -> p.base().v6())) {
            found.addAll(Addresses.standardPools());
        }
        if (found.stream().noneMatch(p -> p.base().v6())) {
            found.add(Addresses.privatePool(seed()));
        }
        return found;
    }

    /// Something that stays the same and differs between hosts: the id of the `none` network.
    private byte[] seed() {
        var id = table.named("none")
                .map(StoredNetwork::id)
                .orElseGet(() -> ContainerId.random().value());
        return HexFormat.of().parseHex(id.substring(0, 2 * SEED_BYTES));
    }

    private void ensure(StoredNetwork network) {
        BridgeSpec bridge;
        try {
            bridge = NetworkTable.bridge(network).orElseThrow();
        } catch (IllegalArgumentException e) {
            throw new Refusal.Invalid(Refusal.What.NETWORK_NAME, network.bridge(), String.valueOf(e.getMessage()));
        }
        try {
            host.ensureBridge(bridge);
        } catch (IOException e) {
            throw new Refusal.Failed("make bridge %s of network %s".formatted(bridge.name(), network.name()), e);
        }
    }

    /// At start of the engine: the predefined networks are there, and every bridge.
    void open() {
        var known = table.all().stream().map(StoredNetwork::id).collect(Collectors.toSet());
        Quietly.run("sweep bridges of networks that are gone", () -> host.sweepBridgeLinks(known));
        predefined("none", "null");
        predefined("host", "host");
        defaultNetwork();
        for (var network : table.all()) {
            NetworkTable.bridge(network).ifPresent(b -> Quietly.run("bridge " + b.name(), () -> host.ensureBridge(b)));
        }
    }

    private void predefined(String name, String driver) {
        if (table.named(name).isPresent()) {
            return;
        }
        var spec = new NetworkSpec(
                name,
                driver,
                "local",
                true,
                false,
                false,
                false,
                false,
                false,
                null,
                new NetworkSpec.Ipam("default", null, null),
                Map.of(),
                Map.of());
        table.put(new StoredNetwork(
                StoredNetwork.SCHEMA, ContainerId.random().value(), spec, Instant.now(), "", null, null, false));
    }

    private void defaultNetwork() {
        var present = table.named(NetworkTable.DEFAULT);
        boolean wanted = !defaults.bridge().equals("none");
        if (present.isPresent() && wanted && fits(present.get())) {
            return;
        }
        var id = present.map(StoredNetwork::id)
                .orElseGet(() -> ContainerId.random().value());
        present.ifPresent(table::remove);
        if (wanted) {
            make(id, defaultSpec(), defaults.bridge());
        }
    }

    /// Whether the default network is still as configured.
    private boolean fits(StoredNetwork network) {
        var address = defaults.bridgeAddress();
        return network.bridge().equals(defaults.bridge())
                && (address == null || address.equals(network.ipv4()))
                && defaults.ipv6() == (network.ipv6() != null)
                && options().equals(Given.map(network.spec().options()));
    }

    private NetworkSpec defaultSpec() {
        NetworkSpec.Ipam ipam = null;
        if (defaults.bridgeAddress() != null) {
            var cidr = NetworkPools.parse(defaults.bridgeAddress());
            ipam = new NetworkSpec.Ipam(
                    "default",
                    null,
                    List.of(new NetworkSpec.Pool(cidr.subnet().toString(), null, Cidr.text(cidr.address()), null)));
        }
        return new NetworkSpec(
                NetworkTable.DEFAULT,
                "bridge",
                "local",
                true,
                defaults.ipv6(),
                false,
                false,
                false,
                false,
                null,
                ipam,
                options(),
                Map.of());
    }

    private Map<String, String> options() {
        var options = new LinkedHashMap<String, String>();
        options.put(NetworkOptionNames.DEFAULT_BRIDGE, "true");
        options.put(NetworkOptionNames.INTER_CONTAINER, Boolean.toString(defaults.interContainer()));
        options.put(NetworkOptionNames.MASQUERADE, Boolean.toString(defaults.masquerade()));
        options.put(
                NetworkOptionNames.HOST_BINDING,
                Given.text(defaults.publishAddress()).isEmpty() ? "0.0.0.0" : defaults.publishAddress());
        options.put(NetworkOptionNames.BRIDGE_NAME, defaults.bridge());
        options.put(NetworkOptionNames.MTU, Integer.toString(defaults.mtu()));
        return options;
    }
}
