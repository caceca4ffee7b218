package dev.conex.registry;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A registry did not do what was asked of it. Facts for whoever words them.
///
/// What Docker 28.5 makes of them, seen on the wire:
///
/// - NOT_FOUND with the code `MANIFEST_UNKNOWN`: `manifest for REF not found: manifest unknown: MESSAGE`
/// - pull, UNAUTHORIZED after a bearer challenge, or DENIED: `pull access denied for NAME, repository does not
///   exist or may require 'docker login': denied: requested access to the resource is denied`
/// - UNAUTHORIZED after a basic challenge, without credentials: `Head "URL": no basic auth credentials`
/// - push, DENIED: `denied: MESSAGE`
/// - UNREACHABLE: `Get "http://HOST/v2/": dial tcp ADDRESS: connect: connection refused`
/// - login, UNAUTHORIZED after a bearer challenge: `Get "http://HOST/v2/": unauthorized: MESSAGE`
/// - login, UNAUTHORIZED after a basic one: `login attempt to http://HOST/v2/ failed with status: 401 Unauthorized`
public final class RegistryFailure extends IOException {
    private static final long serialVersionUID = 1;

    /// Whose fault, and what may help.
    public enum Kind {
        /// No such repository, manifest or blob.
        NOT_FOUND,
        /// Credentials are missing or wrong (401).
        UNAUTHORIZED,
        /// Known, but not allowed (403).
        DENIED,
        /// Too many requests (429); later it may work.
        RATE_LIMITED,
        /// No connection, or it broke, or nobody answered in time.
        UNREACHABLE,
        /// The registry's own failure (5xx), or an answer that is not the protocol.
        BROKEN,
        /// The registry refused the request for another reason (4xx).
        REFUSED
    }

    private final Kind kind;
    private final String host;
    private final String url;
    private final int status;
    private final String code;
    private final String serverMessage;
    private String challenge = "";

    RegistryFailure(Kind kind, Where where, int status, String code, String serverMessage) {
        super(text(where, status, code, serverMessage));
        this.kind = kind;
        this.host = where.host();
        this.url = where.url();
        this.status = status;
        this.code = code;
        this.serverMessage = serverMessage;
    }

    RegistryFailure(Kind kind, Where where, String why, @Nullable Throwable cause) {
        this(kind, where, 0, "", why);
        if (cause != null) {
            initCause(cause);
        }
    }

    /// The same with the challenge that came with it.
    RegistryFailure challenged(String scheme) {
        challenge = scheme;
        return this;
    }

    /// What was asked for.
    record Where(String method, String url, String host) {}

    private static String text(Where where, int status, String code, String message) {
        String answer = status == 0 ? "" : " status " + status;
        String coded = code.isEmpty() ? "" : " " + code;
        return where.method() + " \"" + where.url() + "\":" + answer + coded + (message.isEmpty() ? "" : " " + message);
    }

    public Kind kind() {
        return kind;
    }

    /// The host and port that was asked.
    public String host() {
        return host;
    }

    /// The address that was asked, without its query.
    public String url() {
        return url;
    }

    /// The HTTP status, or 0 when there was no answer.
    public int status() {
        return status;
    }

    /// The protocol's error code, as `MANIFEST_UNKNOWN`, or empty.
    public String code() {
        return code;
    }

    /// How the server wants to be authenticated to: `basic`, `bearer`, or empty when it didn't say.
    public String challenge() {
        return challenge;
    }

    /// What the server said, or what went wrong on the way; cut, without control characters.
    public String serverMessage() {
        return serverMessage;
    }
}
