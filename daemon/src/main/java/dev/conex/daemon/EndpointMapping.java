package dev.conex.daemon;

import dev.conex.api.EndpointIpam;
import dev.conex.api.EndpointSettings;
import dev.conex.api.Nil;
import dev.conex.engine.Endpoint;
import dev.conex.engine.EndpointOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A container on a network, both ways.
final class EndpointMapping {
    private EndpointMapping() {}

    static EndpointOptions options(@Nullable EndpointSettings e) {
        if (e == null) {
            return EndpointOptions.DEFAULTS;
        }
        var ipam = e.ipamConfig();
        return new EndpointOptions(
                ipam == null ? null : ipam.ipv4Address(),
                ipam == null ? null : ipam.ipv6Address(),
                ipam == null ? null : ipam.linkLocalIps(),
                Nil.given(e.links()),
                Nil.given(e.aliases()),
                Nil.omitEmpty(e.macAddress()),
                Nil.given(e.driverOpts()),
                e.gwPriority());
    }

    /// By name of the network, sorted, as Go writes maps.
    static Map<String, EndpointSettings> byName(List<Endpoint> endpoints, boolean details) {
        var map = new java.util.TreeMap<String, EndpointSettings>();
        endpoints.forEach(endpoint -> map.put(endpoint.networkName(), settings(endpoint, details)));
        return new LinkedHashMap<>(map);
    }

    /// @param details whether wishes and names are shown; a list leaves them out
    static EndpointSettings settings(Endpoint e, boolean details) {
        var wanted = e.wanted();
        var assigned = e.assigned();
        var ipam = ipam(wanted);
        List<String> aliases = details ? Nil.list(wanted.aliases()) : Nil.list();
        Map<String, String> driverOpts = Nil.map(wanted.driverOptions());
        if (assigned == null) {
            return new EndpointSettings(
                    ipam,
                    Nil.list(wanted.links()),
                    aliases,
                    Nil.text(wanted.macAddress()),
                    driverOpts,
                    wanted.gatewayPriority(),
                    e.networkId(),
                    e.endpointId(),
                    "",
                    "",
                    0,
                    "",
                    "",
                    0,
                    Nil.list());
        }
        List<String> names = details ? assigned.dnsNames() : Nil.list();
        return new EndpointSettings(
                ipam,
                Nil.list(wanted.links()),
                aliases,
                assigned.macAddress(),
                driverOpts,
                wanted.gatewayPriority(),
                e.networkId(),
                e.endpointId(),
                assigned.ipv4Gateway(),
                assigned.ipv4Address(),
                assigned.ipv4Address().isEmpty() ? 0 : assigned.ipv4Prefix(),
                assigned.ipv6Gateway(),
                assigned.ipv6Address(),
                assigned.ipv6Address().isEmpty() ? 0 : assigned.ipv6Prefix(),
                names.isEmpty() ? Nil.list() : names);
    }

    private static @Nullable EndpointIpam ipam(EndpointOptions wanted) {
        if (wanted.ipv4Address() == null && wanted.ipv6Address() == null && wanted.linkLocalAddresses() == null) {
            return null;
        }
        return new EndpointIpam(wanted.ipv4Address(), wanted.ipv6Address(), wanted.linkLocalAddresses());
    }
}
