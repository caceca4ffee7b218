package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;

/// How a container is reached; the legacy fields are those of the default network.
@Json(caseInsensitiveKeys = true)
public record NetworkSettingsJson(
        @Json.Property("Bridge") String bridge,
        @Json.Property("SandboxID") String sandboxId,
        @Json.Property("SandboxKey") String sandboxKey,
        @Json.Property("Ports") Map<String, List<PortBinding>> ports,
        @Json.Property("HairpinMode") boolean hairpinMode,
        @Json.Property("LinkLocalIPv6Address") String linkLocalIpv6Address,
        @Json.Property("LinkLocalIPv6PrefixLen") int linkLocalIpv6PrefixLen,
        @Json.Property("SecondaryIPAddresses") List<String> secondaryIpAddresses,
        @Json.Property("SecondaryIPv6Addresses") List<String> secondaryIpv6Addresses,
        @Json.Property("EndpointID") String endpointId,
        @Json.Property("Gateway") String gateway,
        @Json.Property("GlobalIPv6Address") String globalIpv6Address,
        @Json.Property("GlobalIPv6PrefixLen") int globalIpv6PrefixLen,
        @Json.Property("IPAddress") String ipAddress,
        @Json.Property("IPPrefixLen") int ipPrefixLen,
        @Json.Property("IPv6Gateway") String ipv6Gateway,
        @Json.Property("MacAddress") String macAddress,
        @Json.Property("Networks") Map<String, EndpointSettings> networks) {
    public NetworkSettingsJson {
        bridge = Nil.text(bridge);
        sandboxId = Nil.text(sandboxId);
        sandboxKey = Nil.text(sandboxKey);
        ports = Nil.orEmpty(ports);
        linkLocalIpv6Address = Nil.text(linkLocalIpv6Address);
        secondaryIpAddresses = Nil.list(secondaryIpAddresses);
        secondaryIpv6Addresses = Nil.list(secondaryIpv6Addresses);
        endpointId = Nil.text(endpointId);
        gateway = Nil.text(gateway);
        globalIpv6Address = Nil.text(globalIpv6Address);
        ipAddress = Nil.text(ipAddress);
        ipv6Gateway = Nil.text(ipv6Gateway);
        macAddress = Nil.text(macAddress);
        networks = Nil.orEmpty(networks);
    }
}
