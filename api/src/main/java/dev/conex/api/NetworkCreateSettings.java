package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A network to be made.
@Json(caseInsensitiveKeys = true)
public record NetworkCreateSettings(
        @Json.Property("Name") String name,
        @Json.Property("Driver") String driver,
        @Json.Property("Scope") @Nullable String scope,
        @Json.Property("EnableIPv4") @Nullable Boolean enableIpv4,
        @Json.Property("EnableIPv6") @Nullable Boolean enableIpv6,
        @Json.Property("IPAM") @Nullable IpamJson ipam,
        @Json.Property("Internal") @Nullable Boolean internal,
        @Json.Property("Attachable") @Nullable Boolean attachable,
        @Json.Property("Ingress") @Nullable Boolean ingress,
        @Json.Property("ConfigOnly") @Nullable Boolean configOnly,
        @Json.Property("ConfigFrom") @Nullable ConfigName configFrom,
        @Json.Property("Options") Map<String, String> options,
        @Json.Property("Labels") Map<String, String> labels,
        @Json.Property("CheckDuplicate") @Nullable Boolean checkDuplicate) {
    public NetworkCreateSettings {
        name = Nil.text(name);
        driver = Nil.text(driver);
        scope = Nil.omitEmpty(scope);
        options = Nil.map(options);
        labels = Nil.map(labels);
    }

    /// The network that gives the configuration.
    @Json(caseInsensitiveKeys = true)
    public record ConfigName(
            @Json.Property("Network") @Nullable String network) {
        public ConfigName {
            network = Nil.omitEmpty(network);
        }
    }
}
