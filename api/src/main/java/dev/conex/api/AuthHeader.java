package dev.conex.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The headers `X-Registry-Auth` and `X-Registry-Config`: base64url JSON, padding optional.
public final class AuthHeader {
    public static final String AUTH = "X-Registry-Auth";
    public static final String CONFIG = "X-Registry-Config";
    /// Nobody in particular.
    public static final AuthSettings ANONYMOUS = new AuthSettings(null, null, null, null, null, null, null);

    private static final int CHARS_MAX = 64 * 1024;

    private AuthHeader() {}

    /// A header's value.
    public static String encode(AuthSettings auth) {
        return Base64.getUrlEncoder().encodeToString(Wire.write(auth));
    }

    /// A header's value for several registries.
    public static String encode(Map<String, AuthSettings> auths) {
        var parts = new java.util.StringJoiner(",", "{", "}");
        auths.forEach((host, auth) -> parts.add(new String(JsonTree.write(host), StandardCharsets.UTF_8) + ":"
                + new String(Wire.write(auth), StandardCharsets.UTF_8)));
        return Base64.getUrlEncoder().encodeToString(parts.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Reads `X-Registry-Auth`; absent or empty means nobody.
    ///
    /// @throws MalformedJson without a word of the value, which is secret
    public static AuthSettings decode(@Nullable String value) throws MalformedJson {
        byte[] json = json(value);
        try {
            return json.length == 0 ? ANONYMOUS : Wire.read(AuthSettings.class, json);
        } catch (MalformedJson e) {
            throw new MalformedJson("invalid X-Registry-Auth header", null);
        }
    }

    /// Reads `X-Registry-Config`.
    public static Map<String, AuthSettings> decodeAll(@Nullable String value) throws MalformedJson {
        byte[] json = json(value);
        if (json.length == 0) {
            return Map.of();
        }
        var auths = new LinkedHashMap<String, AuthSettings>();
        if (!(JsonTree.read(json) instanceof Map<?, ?> hosts)) {
            throw new MalformedJson("invalid X-Registry-Config header", null);
        }
        for (var host : hosts.entrySet()) {
            auths.put(String.valueOf(host.getKey()), Wire.read(AuthSettings.class, JsonTree.write(host.getValue())));
        }
        return auths;
    }

    private static byte[] json(@Nullable String value) throws MalformedJson {
        if (value == null || value.isEmpty()) {
            return new byte[0];
        }
        if (value.length() > CHARS_MAX) {
            throw new MalformedJson("registry header has more than " + CHARS_MAX + " characters", null);
        }
        var url = value.replace('+', '-').replace('/', '_').replace("=", "");
        try {
            return Base64.getUrlDecoder().decode(url);
        } catch (IllegalArgumentException e) {
            throw new MalformedJson("registry header is no base64", null);
        }
    }
}
