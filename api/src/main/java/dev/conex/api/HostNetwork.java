package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;

/// How a container is reached, part of `HostConfig`.
@Json(caseInsensitiveKeys = true)
public record HostNetwork(
        @Json.Property("NetworkMode") String networkMode,
        @Json.Property("PortBindings") Map<String, List<PortBinding>> portBindings,
        @Json.Property("PublishAllPorts") boolean publishAllPorts,
        @Json.Property("Dns") List<String> dns,
        @Json.Property("DnsOptions") List<String> dnsOptions,
        @Json.Property("DnsSearch") List<String> dnsSearch,
        @Json.Property("ExtraHosts") List<String> extraHosts,
        @Json.Property("Links") List<String> links) {
    public HostNetwork {
        networkMode = Nil.text(networkMode);
        portBindings = Nil.map(portBindings);
        dns = Nil.list(dns);
        dnsOptions = Nil.list(dnsOptions);
        dnsSearch = Nil.list(dnsSearch);
        extraHosts = Nil.list(extraHosts);
        links = Nil.list(links);
    }
    /// Docker's defaults.
    public static final HostNetwork DEFAULT = mode("default");

    /// Only a mode.
    public static HostNetwork mode(String mode) {
        return new HostNetwork(mode, Map.of(), false, List.of(), List.of(), List.of(), Nil.list(), Nil.list());
    }
}
