package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a container may do, part of `HostConfig`.
@Json(caseInsensitiveKeys = true)
public record HostSecurity(
        @Json.Property("CapAdd") List<String> capAdd,
        @Json.Property("CapDrop") List<String> capDrop,
        @Json.Property("GroupAdd") List<String> groupAdd,
        @Json.Property("Privileged") boolean privileged,
        @Json.Property("ReadonlyRootfs") boolean readonlyRootfs,
        @Json.Property("SecurityOpt") List<String> securityOpt,
        @Json.Property("MaskedPaths") @Nullable List<String> maskedPaths,
        @Json.Property("ReadonlyPaths") @Nullable List<String> readonlyPaths) {
    public HostSecurity {
        capAdd = Nil.list(capAdd);
        capDrop = Nil.list(capDrop);
        groupAdd = Nil.list(groupAdd);
        securityOpt = Nil.list(securityOpt);
    }
    /// Docker's defaults.
    public static final HostSecurity DEFAULT =
            new HostSecurity(Nil.list(), Nil.list(), Nil.list(), false, false, Nil.list(), null, null);
}
