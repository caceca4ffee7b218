package dev.conex.registry;

import java.io.IOException;
import java.util.Map;

/// Opens registries; keeps their connections. One for a program.
public final class Remotes {
    private final RegistryOptions options;
    private final Wires wires;

    private Remotes(RegistryOptions options) {
        this.options = options;
        this.wires = new Wires(options);
    }

    /// Connects to nothing yet.
    public static Remotes open(RegistryOptions options) {
        return new Remotes(options);
    }

    /// Registries as somebody without credentials sees them.
    public Remote anonymous() {
        return with(Map.of());
    }

    /// Registries as somebody with these credentials sees them.
    ///
    /// @param credentials by the domain of references, as `docker.io` or `localhost:5000`
    public Remote with(Map<String, Credentials> credentials) {
        return new Remote(wires, options, credentials);
    }

    /// Proves the credentials to the registry.
    ///
    /// @return the identity token it gave for later use, or empty
    /// @throws RegistryFailure UNAUTHORIZED when they are wrong
    public String login(String domain, Credentials credentials) throws IOException {
        var registry = new Registry(wires, Place.of(domain, options.insecureHosts()), credentials);
        var ask = Ask.of("GET", registry.uri("/v2/"), java.util.List.of());
        registry.require(ask, 200).body().close();
        return registry.link().authorizer().refreshToken();
    }
}
