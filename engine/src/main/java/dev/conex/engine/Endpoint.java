package dev.conex.engine;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A container on one network: what was wanted and, while it runs, what it got. Stored inside the container's
/// record, so that addresses and ports in use are exactly those of live containers.
@Json
public record Endpoint(
        String networkName,
        String networkId,
        String endpointId,
        EndpointOptions wanted,
        @Nullable Assigned assigned) {

    /// What it got; addresses as text without prefix, absent ones empty.
    @Json
    public record Assigned(
            String interfaceName,
            String macAddress,
            String ipv4Address,
            int ipv4Prefix,
            String ipv4Gateway,
            String ipv6Address,
            int ipv6Prefix,
            String ipv6Gateway,
            List<String> dnsNames,
            List<PublishedPort> ports) {
        public Assigned {
            dnsNames = List.copyOf(dnsNames);
            ports = List.copyOf(ports);
        }
    }

    /// A port of the container at an address of the host.
    @Json
    public record PublishedPort(int containerPort, String protocol, String hostAddress, int hostPort) {}

    /// The same, no longer or not yet connected.
    public Endpoint unassigned() {
        return new Endpoint(networkName, networkId, "", wanted, null);
    }
}
