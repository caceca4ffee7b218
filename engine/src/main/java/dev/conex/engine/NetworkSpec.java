package dev.conex.engine;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A network as wished. An empty driver is `bridge`; absent switches are the driver's default.
@Json
public record NetworkSpec(
        String name,
        String driver,
        @Nullable String scope,
        @Nullable Boolean enableIpv4,
        @Nullable Boolean enableIpv6,
        boolean internal,
        boolean attachable,
        boolean ingress,
        boolean configOnly,
        @Nullable String configFrom,
        @Nullable Ipam ipam,
        @Nullable Map<String, String> options,
        @Nullable Map<String, String> labels) {
    public NetworkSpec {
        options = Given.keep(options);
        labels = Given.keep(labels);
    }

    /// A bridge with every default.
    public static NetworkSpec bridge(String name) {
        return new NetworkSpec(name, "bridge", null, null, null, false, false, false, false, null, null, null, null);
    }

    /// How addresses are found.
    @Json
    public record Ipam(
            @Nullable String driver,
            @Nullable Map<String, String> options,
            @Nullable List<Pool> config) {
        public Ipam {
            options = Given.keep(options);
            config = Given.keep(config);
        }
    }

    /// One subnet.
    @Json
    public record Pool(
            @Nullable String subnet,
            @Nullable String ipRange,
            @Nullable String gateway,
            @Nullable Map<String, String> auxAddresses) {
        public Pool {
            auxAddresses = Given.keep(auxAddresses);
        }
    }
}
