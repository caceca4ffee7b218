package dev.conex.engine;

/// Who asks a registry.
public sealed interface ImageCredentials {
    /// Nobody in particular.
    record Anonymous() implements ImageCredentials {}

    /// A user with a password.
    record Password(String user, String password) implements ImageCredentials {
        @Override
        public String toString() {
            return "Password[" + user + "]";
        }
    }

    /// A token that the registry's authority gave earlier.
    record IdentityToken(String token) implements ImageCredentials {
        @Override
        public String toString() {
            return "IdentityToken[]";
        }
    }

    /// A token for the registry itself.
    record RegistryToken(String token) implements ImageCredentials {
        @Override
        public String toString() {
            return "RegistryToken[]";
        }
    }
}
