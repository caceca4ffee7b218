package dev.conex.api;

import dev.conex.http.Headers;
import dev.conex.http.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Images on the move: pull, push, load, save, import, build. An error that comes in the middle is a message with
/// `errorDetail`, not an exception.
public final class TransferCalls {
    private static final String TAR = "application/x-tar";

    private final Connection connection;

    TransferCalls(Connection connection) {
        this.connection = connection;
    }

    /// Fetches; `tag` may be a digest, absent means all tags when `image` has none.
    public JsonLines<ProgressMessage> pull(
            String image, @Nullable String tag, @Nullable String platform, AuthSettings auth) throws IOException {
        var target = Target.of("/images/create")
                .with("fromImage", image)
                .with("tag", tag)
                .with("platform", platform);
        return progress(target, auth(auth), Payload.none());
    }

    /// Sends; an absent tag means all tags.
    public JsonLines<ProgressMessage> push(
            String image, @Nullable String tag, @Nullable String platformJson, AuthSettings auth) throws IOException {
        var target = Target.of("/images/{}/push", image).with("tag", tag).with("platform", platformJson);
        return progress(target, auth(auth), Payload.none());
    }

    /// Takes an archive.
    public JsonLines<ProgressMessage> load(InputStream archive, boolean quiet) throws IOException {
        var target = Target.of("/images/load").with("quiet", quiet);
        return progress(target, Headers.NONE, new Payload.Streamed(TAR, archive, -1));
    }

    /// Writes an archive of some images.
    public FileCalls.Archive save(List<String> names, @Nullable String platformJson) throws IOException {
        var target = Target.of("/images/get");
        for (var name : names) {
            target = target.with("names", name);
        }
        var answer = connection.send("GET", target.with("platform", platformJson), Headers.NONE, Payload.none());
        return new FileCalls.Archive(answer);
    }

    /// How to make an image of a plain tar.
    public record Import(
            @Nullable String repository,
            @Nullable String tag,
            @Nullable String message,
            @Nullable String platform,
            List<String> changes) {
        public Import {
            changes = List.copyOf(changes);
        }
    }

    /// Makes an image of one layer, from a stream.
    public JsonLines<ProgressMessage> importTar(Import wish, InputStream tar) throws IOException {
        var target = Target.of("/images/create")
                .with("fromSrc", "-")
                .with("repo", wish.repository())
                .with("tag", wish.tag())
                .with("message", wish.message())
                .with("platform", wish.platform());
        for (var change : wish.changes()) {
            target = target.with("changes", change);
        }
        return progress(target, Headers.NONE, new Payload.Streamed(TAR, tar, -1));
    }

    /// Builds by the classic front door: `query` holds its parameters (`t`, `dockerfile`, `buildargs`, …).
    public JsonLines<ProgressMessage> build(
            Target query, Map<String, AuthSettings> auths, @Nullable InputStream context) throws IOException {
        var headers = auths.isEmpty() ? Headers.NONE : Headers.of(AuthHeader.CONFIG, AuthHeader.encode(auths));
        Payload payload = context == null ? Payload.none() : new Payload.Streamed(TAR, context, -1);
        return progress(query, headers, payload);
    }

    /// The beginning of a build's query.
    public static Target buildTarget() {
        return Target.of("/build");
    }

    private static Headers auth(AuthSettings auth) {
        return Headers.of(AuthHeader.AUTH, AuthHeader.encode(auth));
    }

    private JsonLines<ProgressMessage> progress(Target target, Headers headers, Payload payload) throws IOException {
        return new JsonLines<>(connection.send("POST", target, headers, payload), ProgressMessage.class);
    }
}
