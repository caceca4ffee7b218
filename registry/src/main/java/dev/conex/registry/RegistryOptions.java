package dev.conex.registry;

import java.time.Duration;
import java.util.Set;

/// How registries are reached.
///
/// @param insecureHosts `host` or `host:port` that may be spoken to without TLS, or with an unknown
///                      certificate; hosts of this machine may always
/// @param idle          how long a server may stay silent before the connection is given up
public record RegistryOptions(Set<String> insecureHosts, String userAgent, Duration idle) {
    public static final RegistryOptions DEFAULT = new RegistryOptions(Set.of(), "conex", Duration.ofSeconds(30));

    public RegistryOptions {
        insecureHosts = Set.copyOf(insecureHosts);
    }

    /// These options with other insecure hosts.
    public RegistryOptions withInsecureHosts(Set<String> hosts) {
        return new RegistryOptions(hosts, userAgent, idle);
    }
}
