package dev.conex.engine;

import java.io.IOException;

/// Asks a registry whether credentials are good. The image half implements it.
@FunctionalInterface
interface RegistryLogin {
    /// An identity token, or empty. [Refusal.Unauthorized] if the registry says no.
    String login(String serverAddress, ImageCredentials credentials) throws IOException;
}
