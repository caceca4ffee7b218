package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A container on a network: what is wanted, and what it got.
@Json(caseInsensitiveKeys = true)
public record EndpointSettings(
        @Json.Property("IPAMConfig") @Json.Serializer(WrittenEndpointIpam.class) @Nullable
        EndpointIpam ipamConfig,

        @Json.Property("Links") List<String> links,
        @Json.Property("Aliases") List<String> aliases,
        @Json.Property("MacAddress") String macAddress,
        @Json.Property("DriverOpts") Map<String, String> driverOpts,
        @Json.Property("GwPriority") int gwPriority,
        @Json.Property("NetworkID") String networkId,
        @Json.Property("EndpointID") String endpointId,
        @Json.Property("Gateway") String gateway,
        @Json.Property("IPAddress") String ipAddress,
        @Json.Property("IPPrefixLen") int ipPrefixLen,
        @Json.Property("IPv6Gateway") String ipv6Gateway,
        @Json.Property("GlobalIPv6Address") String globalIpv6Address,
        @Json.Property("GlobalIPv6PrefixLen") int globalIpv6PrefixLen,
        @Json.Property("DNSNames") List<String> dnsNames) {
    public EndpointSettings {
        links = Nil.list(links);
        aliases = Nil.list(aliases);
        macAddress = Nil.text(macAddress);
        driverOpts = Nil.map(driverOpts);
        networkId = Nil.text(networkId);
        endpointId = Nil.text(endpointId);
        gateway = Nil.text(gateway);
        ipAddress = Nil.text(ipAddress);
        ipv6Gateway = Nil.text(ipv6Gateway);
        globalIpv6Address = Nil.text(globalIpv6Address);
        dnsNames = Nil.list(dnsNames);
    }
    /// A wish with aliases and fixed addresses, all may be absent.
    public static EndpointSettings wish(@Nullable EndpointIpam ipam, @Nullable List<String> aliases) {
        return new EndpointSettings(
                ipam, Nil.list(), Nil.list(aliases), "", Nil.map(), 0, "", "", "", "", 0, "", "", 0, Nil.list());
    }
}
