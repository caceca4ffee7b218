package dev.conex.api;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.Map;

/// A network.
@Json(caseInsensitiveKeys = true)
public record NetworkJson(
        @Json.Property("Name") String name,
        @Json.Property("Id") String id,
        @Json.Property("Created") Instant created,
        @Json.Property("Scope") String scope,
        @Json.Property("Driver") String driver,
        @Json.Property("EnableIPv4") boolean enableIpv4,
        @Json.Property("EnableIPv6") boolean enableIpv6,
        @Json.Property("IPAM") IpamJson ipam,
        @Json.Property("Internal") boolean internal,
        @Json.Property("Attachable") boolean attachable,
        @Json.Property("Ingress") boolean ingress,
        @Json.Property("ConfigFrom") ConfigReference configFrom,
        @Json.Property("ConfigOnly") boolean configOnly,
        @Json.Property("Containers") Map<String, MemberJson> containers,
        @Json.Property("Options") Map<String, String> options,
        @Json.Property("Labels") Map<String, String> labels) {
    public NetworkJson {
        name = Nil.text(name);
        id = Nil.text(id);
        created = Times.orZero(created);
        scope = Nil.text(scope);
        driver = Nil.text(driver);
        containers = Nil.orEmpty(containers);
        options = Nil.map(options);
        labels = Nil.map(labels);
    }

    /// The network that gives the configuration.
    @Json(caseInsensitiveKeys = true)
    public record ConfigReference(@Json.Property("Network") String network) {
        public ConfigReference {
            network = Nil.text(network);
        }
    }

    /// A running container on it.
    @Json(caseInsensitiveKeys = true)
    public record MemberJson(
            @Json.Property("Name") String name,
            @Json.Property("EndpointID") String endpointId,
            @Json.Property("MacAddress") String macAddress,
            @Json.Property("IPv4Address") String ipv4Address,
            @Json.Property("IPv6Address") String ipv6Address) {
        public MemberJson {
            name = Nil.text(name);
            endpointId = Nil.text(endpointId);
            macAddress = Nil.text(macAddress);
            ipv4Address = Nil.text(ipv4Address);
            ipv6Address = Nil.text(ipv6Address);
        }
    }
}
