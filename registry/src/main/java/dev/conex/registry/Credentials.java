package dev.conex.registry;

/// What proves who we are to one registry. Never printed.
public sealed interface Credentials {
    /// Nobody in particular.
    static Credentials anonymous() {
        return new Anonymous();
    }

    record Anonymous() implements Credentials {}

    record Basic(String user, String password) implements Credentials {
        @Override
        public String toString() {
            return "Basic[" + user + "]";
        }
    }

    /// A refresh token, exchanged for access tokens by OAuth2.
    record IdentityToken(String token) implements Credentials {
        @Override
        public String toString() {
            return "IdentityToken[]";
        }
    }

    /// An access token, sent as it is.
    record RegistryToken(String token) implements Credentials {
        @Override
        public String toString() {
            return "RegistryToken[]";
        }
    }

    /// The part that must not show in any text; empty when there is none.
    default String secret() {
        return switch (this) {
            case Anonymous _ -> "";
            case Basic basic -> basic.password();
            case IdentityToken identity -> identity.token();
            case RegistryToken registry -> registry.token();
        };
    }
}
