package dev.conex.engine;

import java.time.Instant;
import java.util.List;

/// A network as it is; `spec` with its defaults filled in, pools as chosen.
public record NetworkInspect(
        String id, NetworkSpec spec, Instant created, boolean ipv4, boolean ipv6, List<Member> members) {

    /// A running container on it; addresses with prefix, absent ones empty.
    public record Member(
            ContainerId container,
            String name,
            String endpointId,
            String macAddress,
            String ipv4Address,
            String ipv6Address) {}
}
