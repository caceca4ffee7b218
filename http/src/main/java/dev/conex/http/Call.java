package dev.conex.http;

/// A request to be sent.
///
/// @param target path and query as they go over the wire, already escaped
public record Call(String method, String target, Headers headers, Payload payload) {
    public Call {
        if (!Tokens.isToken(method)) {
            throw new IllegalArgumentException("method \"" + Tokens.shown(method) + "\": not a token");
        }
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) <= ' ' || target.charAt(i) >= 0x7f) {
                throw new IllegalArgumentException("target \"" + Tokens.shown(target) + "\": not escaped");
            }
        }
    }

    /// A call without headers and body.
    public static Call of(String method, String target) {
        return new Call(method, target, Headers.NONE, Payload.none());
    }

    /// A call without headers.
    public static Call of(String method, String target, Payload payload) {
        return new Call(method, target, Headers.NONE, payload);
    }
}
