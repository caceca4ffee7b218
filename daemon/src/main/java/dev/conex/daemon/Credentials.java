package dev.conex.daemon;

import dev.conex.api.AuthHeader;
import dev.conex.api.AuthSettings;
import dev.conex.api.MalformedJson;
import dev.conex.api.Nil;
import dev.conex.engine.ImageCredentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who asks a registry, as clients say it.
final class Credentials {
    private Credentials() {}

    /// From the header `X-Registry-Auth`; one that can't be read is nobody, as in Docker.
    static ImageCredentials of(Exchange exchange) {
        try {
            return of(AuthHeader.decode(
                    exchange.request().headers().first(AuthHeader.AUTH).orElse(null)));
        } catch (MalformedJson e) {
            return new ImageCredentials.Anonymous();
        }
    }

    /// From the header `X-Registry-Config`, by host.
    static Map<String, ImageCredentials> all(Exchange exchange) {
        var all = new LinkedHashMap<String, ImageCredentials>();
        try {
            AuthHeader.decodeAll(exchange.request()
                            .headers()
                            .first(AuthHeader.CONFIG)
                            .orElse(null))
                    .forEach((host, auth) -> all.put(host, of(auth)));
        } catch (MalformedJson e) {
            return Map.of();
        }
        return all;
    }

    static ImageCredentials of(AuthSettings auth) {
        var identity = Nil.omitEmpty(auth.identitytoken());
        if (identity != null) {
            return new ImageCredentials.IdentityToken(identity);
        }
        var registry = Nil.omitEmpty(auth.registrytoken());
        if (registry != null) {
            return new ImageCredentials.RegistryToken(registry);
        }
        var user = Nil.omitEmpty(auth.username());
        if (user != null) {
            return new ImageCredentials.Password(user, Nil.text(auth.password()));
        }
        var both = Nil.omitEmpty(auth.auth());
        return both == null ? new ImageCredentials.Anonymous() : basic(both);
    }

    private static ImageCredentials basic(String base64) {
        try {
            var text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? new ImageCredentials.Anonymous()
                    : new ImageCredentials.Password(text.substring(0, colon), text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return new ImageCredentials.Anonymous();
        }
    }
}
