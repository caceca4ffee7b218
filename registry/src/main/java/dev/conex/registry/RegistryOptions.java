package dev.conex.registry;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// How registries are reached.
///
/// @param insecureHosts `host` or `host:port` that may be spoken to without TLS, or with an unknown certificate;
///                      hosts of this machine may always
/// @param hubMirrors    where images of Docker Hub are looked for first, in this order, as `http://127.0.0.1:5000`;
///                      pull only
/// @param idle          how long a server may stay silent before the connection is given up
public record RegistryOptions(
        Set<String> insecureHosts, List<URI> hubMirrors, ProxyRules proxies, String userAgent, Duration idle) {
    public static final RegistryOptions DEFAULT =
            new RegistryOptions(Set.of(), List.of(), ProxyRules.none(), "conex", Duration.ofSeconds(30));

    public RegistryOptions {
        insecureHosts = Set.copyOf(insecureHosts);
        hubMirrors = List.copyOf(hubMirrors);
        for (URI mirror : hubMirrors) {
            boolean web = "http".equals(mirror.getScheme()) || "https".equals(mirror.getScheme());
            boolean bare = mirror.getRawPath() == null
                    || mirror.getRawPath().isEmpty()
                    || mirror.getRawPath().equals("/");
            if (!web || !bare || mirror.getHost() == null || mirror.getRawQuery() != null) {
                throw new IllegalArgumentException("registry mirror \"" + mirror + "\": not http(s)://host[:port]");
            }
        }
    }

    /// These options with other insecure hosts.
    public RegistryOptions withInsecureHosts(Set<String> hosts) {
        return new RegistryOptions(hosts, hubMirrors, proxies, userAgent, idle);
    }

    /// These options with other mirrors of Docker Hub.
    public RegistryOptions withHubMirrors(List<URI> mirrors) {
        return new RegistryOptions(insecureHosts, mirrors, proxies, userAgent, idle);
    }

    /// These options with other proxies.
    public RegistryOptions withProxies(ProxyRules rules) {
        return new RegistryOptions(insecureHosts, hubMirrors, rules, userAgent, idle);
    }
}
