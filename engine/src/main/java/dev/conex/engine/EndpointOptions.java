package dev.conex.engine;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a container wants to be on one network, as given.
@Json
public record EndpointOptions(
        @Nullable String ipv4Address,
        @Nullable String ipv6Address,
        @Nullable List<String> linkLocalAddresses,
        @Nullable List<String> links,
        @Nullable List<String> aliases,
        @Nullable String macAddress,
        @Nullable Map<String, String> driverOptions,
        int gatewayPriority) {
    public static final EndpointOptions DEFAULTS = new EndpointOptions(null, null, null, null, null, null, null, 0);

    public EndpointOptions {
        linkLocalAddresses = Given.keep(linkLocalAddresses);
        links = Given.keep(links);
        aliases = Given.keep(aliases);
        driverOptions = Given.keep(driverOptions);
    }
}
