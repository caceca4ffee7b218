package dev.conex.engine;

import dev.conex.linux.Fd;
import dev.conex.linux.NetNamespaceThread;
import dev.conex.linux.NetlinkRoute;
import dev.conex.network.HostNetwork;
import dev.conex.network.NetworkSettings;
import dev.conex.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The network half over a host in a network namespace of its own, and containers that are records and namespaces only.
final class NetworkLab implements ContainerUses, AutoCloseable {
    static final EngineConfig.NetworkDefaults DEFAULTS =
            EngineConfig.NetworkDefaults.STANDARD.named("cxlab0", "cxlab", "cxlab");

    final NetNamespaceThread thread = NetNamespaceThread.start("network-lab");
    final Fd host = thread.create();
    final Storage storage;
    final List<String> events = new ArrayList<>();
    final Map<String, ContainerUse> containers = new ConcurrentHashMap<>();
    final Map<ContainerId, Fd> namespaces = new ConcurrentHashMap<>();
    NetworkHalf half;

    NetworkLab(Path root) throws IOException {
        storage = Storage.open(root);
        thread.inside(host, () -> {
            try (var links = NetlinkRoute.open()) {
                links.up(NetlinkRoute.LOOPBACK);
            }
            return true;
        });
        half = open();
    }

    private NetworkHalf open() throws IOException {
        return NetworkHalf.over(
                HostNetwork.open(new NetworkSettings("cxlab", "cxlab", true), host),
                DEFAULTS,
                storage.records(),
                this,
                (type, action, id, attributes) ->
                        events.add(type.word() + " " + action + " " + attributes.get("name")));
    }

    /// As after the death of the engine.
    void reopen() throws IOException {
        half.host().close();
        half = open();
    }

    /// As after an end in good order, and what links there were in between.
    List<String> stopAndStart() throws IOException {
        half.close();
        var between = links();
        half = open();
        return between;
    }

    ContainerUse create(String name, ContainerSpec spec) {
        var id = ContainerId.random();
        var use = new ContainerUse(
                id,
                name,
                "",
                "image",
                false,
                List.of(),
                half.containerNetworks().wanted(spec, true),
                spec,
                Map.of());
        containers.put(id.value(), use);
        return use;
    }

    ContainerUse start(ContainerUse use) throws IOException {
        var namespace = thread.create();
        namespaces.put(use.id(), namespace);
        try {
            return put(use, true, half.containerNetworks().connect(joining(use), namespace));
        } catch (RuntimeException e) {
            namespaces.remove(use.id());
            namespace.close();
            throw e;
        }
    }

    Fd namespace(ContainerUse use) {
        return Objects.requireNonNull(namespaces.get(use.id()));
    }

    ContainerUse run(String name, ContainerSpec spec) throws IOException {
        return start(create(name, spec));
    }

    void end(ContainerUse use) {
        var now = find(use.id().value());
        half.containerNetworks().release(use.id(), now.endpoints());
        namespace(use).close();
        namespaces.remove(use.id());
        put(now, false, now.endpoints().stream().map(Endpoint::unassigned).toList());
    }

    /// The record says that it has ended; the host doesn't know yet.
    void unassign(ContainerUse use) {
        var now = find(use.id().value());
        put(now, false, now.endpoints().stream().map(Endpoint::unassigned).toList());
    }

    ContainerNetworks.Joining joining(ContainerUse use) {
        return new ContainerNetworks.Joining(use.id(), use.name(), "host-" + use.name(), use.spec(), use.endpoints());
    }

    private ContainerUse put(ContainerUse use, boolean running, List<Endpoint> endpoints) {
        var next = new ContainerUse(
                use.id(),
                use.name(),
                use.imageId(),
                use.imageName(),
                running,
                use.volumes(),
                endpoints,
                use.spec(),
                use.labels());
        containers.put(use.id().value(), next);
        return next;
    }

    /// Names of the host's links, sorted.
    List<String> links() throws IOException {
        return thread.inside(host, () -> {
            try (var links = NetlinkRoute.open()) {
                return links.links().stream().map(l -> l.name()).sorted().toList();
            }
        });
    }

    List<NetlinkRoute.Route> routes(ContainerUse use) throws IOException {
        return thread.inside(namespace(use), () -> {
            try (var links = NetlinkRoute.open()) {
                return links.routes();
            }
        });
    }

    Endpoint.Assigned assigned(ContainerUse use, int n) {
        return Objects.requireNonNull(find(use.id().value()).endpoints().get(n).assigned());
    }

    @Override
    public List<ContainerUse> all() {
        return List.copyOf(containers.values());
    }

    @Override
    public ContainerUse find(String ref) {
        return containers.values().stream()
                .filter(c -> c.name().equals(ref) || c.id().value().equals(ref))
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound(Refusal.Noun.CONTAINER, ref));
    }

    @Override
    public void changeEndpoints(ContainerId id, EndpointChange change) {
        var use = find(id.value());
        @Nullable Fd namespace = namespaces.get(id);
        put(use, use.running(), change.apply(use, namespace));
    }

    @Override
    public void close() throws Exception {
        half.close();
        namespaces.values().forEach(Fd::close);
        storage.close();
        host.close();
        thread.close();
    }
}
