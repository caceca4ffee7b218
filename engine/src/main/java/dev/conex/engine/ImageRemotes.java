package dev.conex.engine;

import dev.conex.oci.Reference;
import dev.conex.registry.Credentials;
import dev.conex.registry.ProxyRules;
import dev.conex.registry.RegistryFailure;
import dev.conex.registry.RegistryOptions;
import dev.conex.registry.Remote;
import dev.conex.registry.Remotes;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Registries as users of this engine see them. Mirrors are for pulling alone.
final class ImageRemotes implements RegistryLogin {
    private final Remotes pulling;
    private final Remotes pushing;

    ImageRemotes(EngineConfig.RegistryDefaults defaults) {
        var options = RegistryOptions.DEFAULT
                .withInsecureHosts(defaults.insecure())
                .withProxies(ProxyRules.of(System.getenv()));
        this.pushing = Remotes.open(options);
        this.pulling = defaults.mirrors().isEmpty()
                ? pushing
                : Remotes.open(options.withHubMirrors(
                        defaults.mirrors().stream().map(URI::create).toList()));
    }

    Remote pulling(Reference reference, ImageCredentials credentials) {
        return pulling.with(Map.of(reference.domain(), credentials(credentials)));
    }

    Remote pushing(Reference reference, ImageCredentials credentials) {
        return pushing.with(Map.of(reference.domain(), credentials(credentials)));
    }

    private static Credentials credentials(ImageCredentials given) {
        return switch (given) {
            case ImageCredentials.Anonymous _ -> Credentials.anonymous();
            case ImageCredentials.Password p -> new Credentials.Basic(p.user(), p.password());
            case ImageCredentials.IdentityToken t -> new Credentials.IdentityToken(t.token());
            case ImageCredentials.RegistryToken t -> new Credentials.RegistryToken(t.token());
        };
    }

    @Override
    public String login(String serverAddress, ImageCredentials credentials) throws IOException {
        try {
            return pushing.login(domain(serverAddress), credentials(credentials));
        } catch (RegistryFailure e) {
            throw ImageRegistryWords.login(e);
        }
    }

    /// Of `https://index.docker.io/v1/`, `registry.example.com` or `http://localhost:5000`.
    static String domain(String serverAddress) {
        var text = serverAddress.strip().replaceFirst("^https?://", "");
        int slash = text.indexOf('/');
        var host = slash < 0 ? text : text.substring(0, slash);
        return List.of("", "index.docker.io", "registry-1.docker.io").contains(host) ? Reference.DEFAULT_DOMAIN : host;
    }
}
