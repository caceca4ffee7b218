package dev.conex.engine.stored;

import dev.conex.engine.NetworkSpec;
import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A network as it is stored: the spec with its defaults filled in and pools as chosen, and its link on the host.
/// Users may choose addresses where `subnetsGiven`. `bridge` is empty for networks without one; `ipv4` and `ipv6` are
/// the gateway's addresses with prefix.
@Json
public record StoredNetwork(
        int schema,
        String id,
        NetworkSpec spec,
        Instant created,
        String bridge,
        @Nullable String ipv4,
        @Nullable String ipv6,
        boolean subnetsGiven) {
    public static final int SCHEMA = 1;

    public String name() {
        return spec.name();
    }
}
