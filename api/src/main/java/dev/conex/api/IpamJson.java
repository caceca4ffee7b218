package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How addresses are found.
@Json(caseInsensitiveKeys = true)
public record IpamJson(
        @Json.Property("Driver") String driver,
        @Json.Property("Options") Map<String, String> options,
        @Json.Property("Config") List<PoolJson> config) {
    public IpamJson {
        driver = Nil.text(driver);
        options = Nil.map(options);
        config = Nil.list(config);
    }

    /// One subnet.
    @Json(caseInsensitiveKeys = true)
    public record PoolJson(
            @Json.Property("Subnet") @Nullable String subnet,
            @Json.Property("IPRange") @Nullable String ipRange,
            @Json.Property("Gateway") @Nullable String gateway,
            @Json.Property("AuxiliaryAddresses") @Nullable Map<String, String> auxiliaryAddresses) {
        public PoolJson {
            subnet = Nil.omitEmpty(subnet);
            ipRange = Nil.omitEmpty(ipRange);
            gateway = Nil.omitEmpty(gateway);
            auxiliaryAddresses = Nil.omitEmpty(auxiliaryAddresses);
        }
    }
}
