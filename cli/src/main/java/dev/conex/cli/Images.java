package dev.conex.cli;

import dev.conex.http.Answer;
import dev.conex.http.Headers;
import dev.conex.http.Payload;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/// Pulling, for `pull` and for `run` of an image that is not there.
final class Images {
    private Images() {}

    /// A name as typed, cut into repository and tag or digest; `latest` where neither is given.
    record Name(String repository, String tag) {
        static Name of(String reference) {
            if (reference.isEmpty() || reference.startsWith(":") || reference.startsWith("@")) {
                throw new IllegalArgumentException("invalid reference format");
            }
            int at = reference.indexOf('@');
            if (at >= 0) {
                return new Name(reference.substring(0, at).replaceFirst(":[^:/]+$", ""), reference.substring(at + 1));
            }
            int colon = reference.lastIndexOf(':');
            return colon > reference.lastIndexOf('/')
                    ? new Name(reference.substring(0, colon), reference.substring(colon + 1))
                    : new Name(reference, "latest");
        }

        String spoken() {
            return repository + (tag.startsWith("sha256:") ? "@" : ":") + tag;
        }

        /// With its registry in front and `docker.io/library/` made explicit.
        String full() {
            String registry = ClientConfig.registryOf(repository);
            boolean bare = repository.indexOf('/') < 0;
            String path = !registry.equals("docker.io")
                    ? repository
                    : "docker.io/" + (bare ? "library/" : "") + repository.replaceFirst("^docker\\.io/", "");
            return path + (tag.startsWith("sha256:") ? "@" : ":") + tag;
        }
    }

    static void pull(Session session, String reference, @Nullable String platform, PrintStream out, boolean quiet)
            throws IOException {
        Name name = Name.of(reference);
        String query = Daemon.query("fromImage", name.repository(), "tag", name.tag(), "platform", platform);
        try (Answer answer =
                session.daemon().answer("POST", "/images/create" + query, auth(session, reference), Payload.none())) {
            Progress progress = new Progress(out, session.terminal().output() && !quiet, quiet);
            progress.follow(answer.body());
        }
    }

    static Headers auth(Session session, String reference) throws IOException {
        return Headers.of("X-Registry-Auth", session.config().authHeader(ClientConfig.registryOf(reference)));
    }
}
