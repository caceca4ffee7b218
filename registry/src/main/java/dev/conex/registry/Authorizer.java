package dev.conex.registry;

import dev.conex.registry.wire.Wording;
import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Meets the challenges of one registry with one set of credentials, and remembers what worked: Basic, or
/// bearer tokens by scope until shortly before they expire.
final class Authorizer {
    private static final int TOKEN_BYTES_MAX = 1024 * 1024;
    private static final int EXPIRES_SECONDS = 60;
    private static final long EARLY_MILLIS = 10_000;
    private static final String CLIENT_ID = "conex";
    private static final Jsonb JSON = Jsonb.builder().build();

    private final Wires wires;
    private final Credentials credentials;
    private final boolean trusting;
    private final Map<String, Bearer> tokens = new ConcurrentHashMap<>();
    private volatile @Nullable String constant;
    private volatile String refreshToken = "";

    /// @param trusting the registry's certificate is not checked, nor its token server's
    Authorizer(Wires wires, Credentials credentials, boolean trusting) {
        this.wires = wires;
        this.credentials = credentials;
        this.trusting = trusting;
        this.constant = credentials instanceof Credentials.RegistryToken token ? "Bearer " + token.token() : null;
    }

    private record Bearer(String token, long untilMillis) {}

    Credentials credentials() {
        return credentials;
    }

    /// The refresh token that a login brought, or empty.
    String refreshToken() {
        return refreshToken;
    }

    /// What to send without being asked, or null.
    @Nullable
    String known(List<String> scopes) {
        if (constant != null) {
            return constant;
        }
        Bearer bearer = tokens.get(key(scopes));
        return bearer == null || bearer.untilMillis < System.currentTimeMillis() ? null : "Bearer " + bearer.token;
    }

    private static String key(List<String> scopes) {
        return String.join(" ", scopes);
    }

    /// Answers a challenge of the registry.
    ///
    /// @return the `Authorization` to try, or null when we have none
    /// @throws RegistryFailure when the token server refuses
    @Nullable
    String answer(Challenge challenge, URI registry, List<String> scopes) throws IOException {
        return switch (challenge.scheme()) {
            case "basic" -> {
                if (credentials instanceof Credentials.Basic basic) {
                    constant = basicHeader(basic);
                }
                yield constant;
            }
            case "bearer" -> {
                Bearer bearer = fetch(challenge, registry, scopes);
                tokens.put(key(scopes), bearer);
                yield "Bearer " + bearer.token;
            }
            default -> null;
        };
    }

    private static String basicHeader(Credentials.Basic basic) {
        byte[] pair = (basic.user() + ":" + basic.password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private Bearer fetch(Challenge challenge, URI registry, List<String> scopes) throws IOException {
        URI realm = realm(challenge, registry);
        List<String> wanted = Ask.joined(scopes, challenge.parameter("scope"));
        Credentials used = RealmRule.mayKnow(registry, realm) ? credentials : Credentials.anonymous();
        return switch (used) {
            case Credentials.Basic basic -> get(realm, challenge, wanted, basic);
            case Credentials.IdentityToken identity -> post(realm, challenge, wanted, identity);
            case Credentials.Anonymous _, Credentials.RegistryToken _ -> get(realm, challenge, wanted, null);
        };
    }

    private static URI realm(Challenge challenge, URI registry) throws IOException {
        String text = challenge.parameter("realm");
        try {
            URI realm = URI.create(text);
            if (realm.getHost() != null && ("https".equals(realm.getScheme()) || "http".equals(realm.getScheme()))) {
                return realm;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("registry \"" + registry.getAuthority() + "\" names a malformed token server", e);
        }
        throw new IOException("registry \"" + registry.getAuthority() + "\" names no token server");
    }

    private Bearer get(URI realm, Challenge challenge, List<String> scopes, Credentials.@Nullable Basic basic)
            throws IOException {
        var query = new StringBuilder("service=").append(encoded(challenge.parameter("service")));
        query.append("&client_id=").append(CLIENT_ID);
        scopes.forEach(scope -> query.append("&scope=").append(encoded(scope)));
        if (basic != null) {
            query.append("&account=").append(encoded(basic.user()));
            query.append(scopes.isEmpty() ? "&offline_token=true" : "");
        }
        String separator = realm.getRawQuery() == null ? "?" : "&";
        URI uri = URI.create(realm + separator + query);
        return read(Ask.of("GET", uri, List.of()), basic == null ? null : basicHeader(basic));
    }

    private Bearer post(URI realm, Challenge challenge, List<String> scopes, Credentials.IdentityToken identity)
            throws IOException {
        String form = "grant_type=refresh_token&client_id=" + CLIENT_ID + "&service="
                + encoded(challenge.parameter("service")) + "&scope=" + encoded(key(scopes)) + "&refresh_token="
                + encoded(identity.token());
        var ask = Ask.of("POST", realm, List.of())
                .with("Content-Type", "application/x-www-form-urlencoded")
                .withBody(BodyPublishers.ofString(form));
        return read(ask, null);
    }

    private Bearer read(Ask ask, @Nullable String authorization) throws IOException {
        HttpResponse<InputStream> response = wires.send(ask, ask.uri(), authorization, trusting);
        if (response.statusCode() != 200) {
            throw ErrorBody.of(response, ask.where(), credentials);
        }
        byte[] bytes;
        try (var body = response.body()) {
            bytes = body.readNBytes(TOKEN_BYTES_MAX);
        }
        try {
            return bearer(JSON.type(Wording.Token.class).fromJson(bytes), ask);
        } catch (JsonException | IllegalArgumentException e) {
            throw new RegistryFailure(RegistryFailure.Kind.BROKEN, ask.where(), "token server's answer is no token", e);
        }
    }

    private Bearer bearer(Wording.Token answer, Ask ask) throws RegistryFailure {
        String token = answer.token() == null || answer.token().isEmpty() ? answer.accessToken() : answer.token();
        if (token == null || !token.matches("[\\x21-\\x7e]+")) {
            throw new RegistryFailure(RegistryFailure.Kind.BROKEN, ask.where(), "token server sent no token", null);
        }
        if (answer.refreshToken() != null) {
            refreshToken = answer.refreshToken();
        }
        int seconds = answer.expiresIn() == null || answer.expiresIn() <= 0 ? EXPIRES_SECONDS : answer.expiresIn();
        return new Bearer(token, System.currentTimeMillis() + seconds * 1000L - EARLY_MILLIS);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
