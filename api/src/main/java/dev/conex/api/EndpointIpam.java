package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fixed addresses.
@Json(caseInsensitiveKeys = true)
public record EndpointIpam(
        @Json.Property("IPv4Address") @Nullable String ipv4Address,
        @Json.Property("IPv6Address") @Nullable String ipv6Address,
        @Json.Property("LinkLocalIPs") @Nullable List<String> linkLocalIps) {
    public EndpointIpam {
        ipv4Address = Nil.omitEmpty(ipv4Address);
        ipv6Address = Nil.omitEmpty(ipv6Address);
        linkLocalIps = Nil.omitEmpty(linkLocalIps);
    }
}
