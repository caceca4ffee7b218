package dev.conex.engine;

import dev.conex.engine.stored.StoredNetwork;
import dev.conex.network.BridgeSpec;
import dev.conex.network.Cidr;
import dev.conex.storage.Durability;
import dev.conex.storage.Kind;
import dev.conex.storage.Records;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All networks: on disk, and in memory by id. Readers take no lock.
final class NetworkTable {
    /// The network of containers that don't say.
    static final String DEFAULT = "bridge";

    private static final Kind KIND = Kind.of("network");
    private static final int MTU_DEFAULT = 1500;

    private final Records records;
    private final JsonType<StoredNetwork> json = Jsonb.instance().type(StoredNetwork.class);
    private final ConcurrentHashMap<String, StoredNetwork> byId = new ConcurrentHashMap<>();

    NetworkTable(Records records) throws IOException {
        this.records = records;
        records.all(KIND).forEach((id, bytes) -> {
            try {
                byId.put(id, json.fromJson(new String(bytes, StandardCharsets.UTF_8)));
            } catch (RuntimeException e) {
                Quietly.warn("record of network %s can't be read: %s".formatted(id, e.getMessage()));
            }
        });
    }

    void put(StoredNetwork network) {
        try {
            records.put(KIND, network.id(), json.toJson(network).getBytes(StandardCharsets.UTF_8), Durability.FLUSHED);
        } catch (IOException e) {
            throw new Refusal.Failed("store network %s".formatted(network.name()), e);
        }
        byId.put(network.id(), network);
    }

    void remove(StoredNetwork network) {
        try {
            records.delete(KIND, network.id());
        } catch (IOException e) {
            throw new Refusal.Failed("delete record of network %s".formatted(network.name()), e);
        }
        byId.remove(network.id());
    }

    /// Sorted by name.
    List<StoredNetwork> all() {
        var all = new ArrayList<>(byId.values());
        all.sort(Comparator.comparing(StoredNetwork::name));
        return all;
    }

    Optional<StoredNetwork> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<StoredNetwork> named(String name) {
        var wanted = name.equals("default") ? DEFAULT : name;
        return byId.values().stream().filter(n -> n.name().equals(wanted)).findFirst();
    }

    /// By full id, name, or unique prefix, in this order.
    StoredNetwork find(String ref) {
        var found = lookup(ref);
        if (found.isEmpty()) {
            throw new Refusal.NotFound(Refusal.Noun.NETWORK, ref);
        }
        return found.get();
    }

    /// The same without refusing an unknown one.
    Optional<StoredNetwork> lookup(String ref) {
        var exact = byId(ref).or(() -> named(ref));
        if (exact.isPresent() || ref.isEmpty()) {
            return exact;
        }
        var fits = byId.values().stream()
                .filter(n -> n.id().startsWith(ref))
                .limit(2)
                .toList();
        if (fits.size() > 1) {
            throw new Refusal.Ambiguous(Refusal.Noun.NETWORK, ref);
        }
        return fits.stream().findFirst();
    }

    /// Whether names are answered on it, and addresses may be chosen.
    static boolean userDefined(StoredNetwork network) {
        return switch (network.name()) {
            case "bridge", "host", "none" -> false;
            default -> true;
        };
    }

    /// Its link on the host; absent for networks without one.
    static Optional<BridgeSpec> bridge(StoredNetwork n) {
        if (n.bridge().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BridgeSpec(
                n.id(),
                n.bridge(),
                cidr(n.ipv4()),
                cidr(n.ipv6()),
                n.spec().internal(),
                flag(n, NetworkOptionNames.MASQUERADE),
                flag(n, NetworkOptionNames.INTER_CONTAINER),
                mtu(n.spec())));
    }

    static int mtu(NetworkSpec spec) {
        var text = Given.map(spec.options()).get(NetworkOptionNames.MTU);
        try {
            return text == null ? MTU_DEFAULT : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Refusal.Invalid(Refusal.What.OTHER, text, "invalid MTU: " + text);
        }
    }

    private static boolean flag(StoredNetwork n, String option) {
        return !"false".equals(Given.map(n.spec().options()).get(option));
    }

    static @Nullable Cidr cidr(@Nullable String text) {
        return text == null ? null : Cidr.parse(text);
    }
}
