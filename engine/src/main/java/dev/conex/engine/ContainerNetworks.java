package dev.conex.engine;

import dev.conex.linux.Fd;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Networks, as containers need them. The network half implements it. Never called for the modes `host`, `none`
/// and
/// `container:…`.
interface ContainerNetworks {
    /// At create: the networks that the spec names (mode and networks by name, `default` means the default
    /// bridge), each as an endpoint that isn't assigned. Refuses unknown ones only if `strict`, bad addresses
    /// and bad ports always.
    List<Endpoint> wanted(ContainerSpec spec, boolean strict);

    /// At start, with the namespace there and the program not running: addresses, links, firewall, names. All
    /// or nothing. Port of the host in use: [Refusal.LaunchRefused] with step NETWORK, exit code 128.
    List<Endpoint> connect(Joining joining, Fd networkNamespace);

    /// After the end: firewall first, links in the background. Works after the namespace is gone.
    void release(ContainerId id, List<Endpoint> endpoints);

    /// After a restart of the engine: a running container is known and its names are answered again.
    void adopt(Joining joining, Fd networkNamespace);

    /// The plan of [#connect] as text.
    String plan(Joining joining);

    /// Name servers, search list and options for `resolv.conf`; servers are 127.0.0.11 on user-defined
    /// networks.
    Resolving resolving(Joining joining);

    /// Counters of every link of a namespace.
    Map<String, ContainerStats.Interface> counters(Fd networkNamespace);

    /// At start of the engine: removes every link and firewall element of ours that no endpoint claims.
    void sweep(Set<String> liveEndpointIds);

    /// A container and where it wants to be. `hostname` is what the container calls itself.
    record Joining(ContainerId id, String name, String hostname, ContainerSpec spec, List<Endpoint> endpoints) {}

    /// Content of `resolv.conf`. `hostGateway` is what `host-gateway` means in extra hosts; may be empty.
    record Resolving(List<String> servers, List<String> search, List<String> options, String hostGateway) {}
}
