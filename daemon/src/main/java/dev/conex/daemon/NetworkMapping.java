package dev.conex.daemon;

import dev.conex.api.IpamJson;
import dev.conex.api.NetworkCreateSettings;
import dev.conex.api.NetworkJson;
import dev.conex.api.Nil;
import dev.conex.engine.NetworkInspect;
import dev.conex.engine.NetworkSpec;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Networks, both ways.
final class NetworkMapping {
    private NetworkMapping() {}

    static NetworkSpec spec(NetworkCreateSettings n) {
        var from = n.configFrom();
        return new NetworkSpec(
                n.name(),
                n.driver().isEmpty() ? "bridge" : n.driver(),
                Nil.omitEmpty(n.scope()),
                n.enableIpv4(),
                n.enableIpv6(),
                SpecMapping.isTrue(n.internal()),
                SpecMapping.isTrue(n.attachable()),
                SpecMapping.isTrue(n.ingress()),
                SpecMapping.isTrue(n.configOnly()),
                from == null ? null : Nil.omitEmpty(from.network()),
                ipam(n.ipam()),
                Nil.given(n.options()),
                Nil.given(n.labels()));
    }

    private static NetworkSpec.@Nullable Ipam ipam(@Nullable IpamJson i) {
        if (i == null) {
            return null;
        }
        var pools = Nil.given(i.config());
        return new NetworkSpec.Ipam(
                Nil.omitEmpty(i.driver()),
                Nil.given(i.options()),
                pools == null
                        ? null
                        : pools.stream()
                                .map(p -> new NetworkSpec.Pool(
                                        p.subnet(), p.ipRange(), p.gateway(), p.auxiliaryAddresses()))
                                .toList());
    }

    /// @param withMembers a list leaves them out
    static NetworkJson json(NetworkInspect n, boolean withMembers) {
        var spec = n.spec();
        var members = new LinkedHashMap<String, NetworkJson.MemberJson>();
        if (withMembers) {
            n.members()
                    .forEach(m -> members.put(
                            m.container().value(),
                            new NetworkJson.MemberJson(
                                    m.name(), m.endpointId(), m.macAddress(), m.ipv4Address(), m.ipv6Address())));
        }
        return new NetworkJson(
                spec.name(),
                n.id(),
                n.created(),
                spec.scope() == null ? "local" : spec.scope(),
                spec.driver(),
                n.ipv4(),
                n.ipv6(),
                ipamJson(spec.ipam()),
                spec.internal(),
                spec.attachable(),
                spec.ingress(),
                new NetworkJson.ConfigReference(Nil.text(spec.configFrom())),
                spec.configOnly(),
                members,
                Nil.orEmpty(spec.options()),
                Nil.orEmpty(spec.labels()));
    }

    private static IpamJson ipamJson(NetworkSpec.@Nullable Ipam i) {
        if (i == null) {
            return new IpamJson("default", Nil.map(), List.of());
        }
        var pools = i.config();
        return new IpamJson(
                i.driver() == null ? "default" : i.driver(),
                Nil.map(i.options()),
                pools == null
                        ? List.of()
                        : pools.stream()
                                .map(p -> new IpamJson.PoolJson(p.subnet(), p.ipRange(), p.gateway(), p.auxAddresses()))
                                .toList());
    }
}
