package dev.conex.registry.wire;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The small JSON bodies of the protocol.
public final class Wording {
    private Wording() {}

    /// What a client reads, whatever the detail is.
    @Json
    public record Errors(List<Problem> errors) {}

    @Json
    public record Problem(@Nullable String code, @Nullable String message) {}

    /// What a server sends. Docker's client takes an error without `detail` for one of unknown kind.
    @Json
    public record Complaints(List<Complaint> errors) {}

    @Json
    public record Complaint(String code, String message, Map<String, String> detail) {}

    @Json
    public record Tags(String name, List<String> tags) {}

    @Json
    public record Catalog(List<String> repositories) {}

    @Json
    public record Token(
            @Nullable String token,
            @Json.Property("access_token") @Nullable String accessToken,
            @Json.Property("refresh_token") @Nullable String refreshToken,
            @Json.Property("expires_in") @Nullable Integer expiresIn) {}
}
