package dev.conex.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// Who asks a registry.
@Json(caseInsensitiveKeys = true)
public record AuthSettings(
        @Json.Property("username") @Nullable String username,
        @Json.Property("password") @Nullable String password,
        @Json.Property("auth") @Nullable String auth,
        @Json.Property("email") @Nullable String email,
        @Json.Property("serveraddress") @Nullable String serveraddress,
        @Json.Property("identitytoken") @Nullable String identitytoken,
        @Json.Property("registrytoken") @Nullable String registrytoken) {
    public AuthSettings {
        username = Nil.omitEmpty(username);
        password = Nil.omitEmpty(password);
        auth = Nil.omitEmpty(auth);
        email = Nil.omitEmpty(email);
        serveraddress = Nil.omitEmpty(serveraddress);
        identitytoken = Nil.omitEmpty(identitytoken);
        registrytoken = Nil.omitEmpty(registrytoken);
    }
}
