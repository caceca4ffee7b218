package dev.conex.engine;

import io.avaje.jsonb.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a user asked for: the portable half (Docker's Config), the host half (HostConfig) and the networks by
/// name (NetworkingConfig). Kept as given, absent stays absent, so that inspect gives it back unchanged.
@Json
public record ContainerSpec(ContainerConfig config, HostOptions host, Map<String, EndpointOptions> networks) {
    public ContainerSpec {
        networks = Given.copy(networks);
    }

    /// A container of an image with its own program and every default.
    public static ContainerSpec image(String image) {
        return new ContainerSpec(ContainerConfig.image(image), HostOptions.DEFAULTS, Map.of());
    }

    /// The same with another program.
    public ContainerSpec withCommand(String... command) {
        return new ContainerSpec(config.withCmd(List.copyOf(Arrays.asList(command))), host, networks);
    }

    /// The same with other host options.
    public ContainerSpec withHost(HostOptions other) {
        return new ContainerSpec(config, other, networks);
    }

    /// The same with another portable half.
    public ContainerSpec withConfig(ContainerConfig other) {
        return new ContainerSpec(other, host, networks);
    }

    /// The same on other networks.
    public ContainerSpec withNetworks(@Nullable Map<String, EndpointOptions> other) {
        return new ContainerSpec(config, host, Given.copy(other));
    }
}
