package dev.conex.api;

import dev.conex.http.Answer;
import dev.conex.http.Headers;
import dev.conex.http.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files inside containers.
public final class FileCalls {
    private static final String TAR = "application/x-tar";

    private final Connection connection;

    FileCalls(Connection connection) {
        this.connection = connection;
    }

    /// A tar that comes; closed early, the daemon stops.
    public static final class Archive implements AutoCloseable {
        private final Answer answer;

        Archive(Answer answer) {
            this.answer = answer;
        }

        public InputStream tar() {
            return answer.body();
        }

        /// What the top entry is; absent for a whole container or image.
        public @Nullable PathStatHeader stat() throws IOException {
            var header = answer.headers().first(PathStatHeader.NAME);
            return header.isPresent() ? PathStatHeader.decode(header.get()) : null;
        }

        @Override
        public void close() throws IOException {
            answer.close();
        }
    }

    public PathStatHeader stat(String ref, String path) throws IOException {
        var target = Target.of("/containers/{}/archive", ref).with("path", path);
        try (var answer = connection.send("HEAD", target, Headers.NONE, Payload.none())) {
            var header = answer.headers().first(PathStatHeader.NAME);
            return PathStatHeader.decode(
                    header.orElseThrow(() -> new IOException("answer has no " + PathStatHeader.NAME)));
        }
    }

    public Archive get(String ref, String path) throws IOException {
        var target = Target.of("/containers/{}/archive", ref).with("path", path);
        return new Archive(connection.send("GET", target, Headers.NONE, Payload.none()));
    }

    /// Unpacks a tar into a directory.
    public void put(String ref, String path, boolean noOverwriteDirNonDir, boolean copyUidGid, InputStream tar)
            throws IOException {
        var target = Target.of("/containers/{}/archive", ref)
                .with("path", path)
                .with("noOverwriteDirNonDir", noOverwriteDirNonDir)
                .with("copyUIDGID", copyUidGid);
        connection
                .send("PUT", target, Headers.NONE, new Payload.Streamed(TAR, tar, -1))
                .close();
    }

    public Archive export(String ref) throws IOException {
        return new Archive(
                connection.send("GET", Target.of("/containers/{}/export", ref), Headers.NONE, Payload.none()));
    }

    /// What the writable layer changed.
    public List<ChangeJson> changes(String ref) throws IOException {
        return connection.list(ChangeJson.class, Target.of("/containers/{}/changes", ref));
    }

    /// How to make an image of a container; all but `pause` may be absent or empty.
    public record Commit(
            @Nullable String repository,
            @Nullable String tag,
            @Nullable String comment,
            @Nullable String author,
            boolean pause,
            List<String> changes) {
        public Commit {
            changes = List.copyOf(changes);
        }
    }

    public IdBody commit(String ref, Commit wish) throws IOException {
        var target = Target.of("/commit")
                .with("container", ref)
                .with("repo", wish.repository())
                .with("tag", wish.tag())
                .with("comment", wish.comment())
                .with("author", wish.author())
                .with("pause", wish.pause() ? "1" : "0");
        for (var change : wish.changes()) {
            target = target.with("changes", change);
        }
        return connection.post(IdBody.class, target, null);
    }
}
