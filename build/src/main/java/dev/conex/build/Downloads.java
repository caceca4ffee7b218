package dev.conex.build;

import dev.conex.oci.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/// Files fetched for one build, each once, in a private directory that goes with this object.
final class Downloads implements AutoCloseable {
    private final HttpFetch http;
    private final Path directory;
    private final Map<String, Fetched> fetched = new HashMap<>();

    /// @param directory empty and ours
    Downloads(FetchPolicy policy, Path directory) {
        this.http = new HttpFetch(policy);
        this.directory = directory;
    }

    synchronized Fetched fetch(FileAct.Fetch act) throws BuildFailed, IOException {
        var known = fetched.get(act.url());
        if (known == null) {
            known = get(act.url());
            fetched.put(act.url(), known);
        }
        check(act, known);
        return known;
    }

    private static void check(FileAct.Fetch act, Fetched file) throws BuildFailed {
        if (!act.checksum().isEmpty() && !act.checksum().equals(file.digest().toString())) {
            throw BuildFailed.refused("digest mismatch %s: %s".formatted(file.digest(), act.checksum()));
        }
    }

    private Fetched get(String url) throws BuildFailed, IOException {
        Files.createDirectories(directory);
        var file = directory.resolve("fetched-" + fetched.size());
        var hash = Digest.hasher(Digest.SHA256);
        try (var out = new DigestOutputStream(Files.newOutputStream(file), hash)) {
            var answer = http.get(url, out);
            var path = URI.create(url).getPath();
            var name = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
            return new Fetched(file, name.isEmpty() ? "download" : name, Digest.ofHash(hash), modified(answer));
        } catch (BuildFailed | IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static Instant modified(HttpFetch.Answer answer) {
        try {
            return ZonedDateTime.parse(answer.header("last-modified"), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    @Override
    public void close() throws IOException {
        for (var file : fetched.values()) {
            Files.deleteIfExists(file.file());
        }
        Files.deleteIfExists(directory);
    }
}
