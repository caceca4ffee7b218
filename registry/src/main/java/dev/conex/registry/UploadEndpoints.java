package dev.conex.registry;

import dev.conex.http.Request;
import dev.conex.http.Response;
import dev.conex.oci.Digest;
import dev.conex.oci.MalformedContent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// `/v2/<name>/blobs/uploads/`: begin, mount, pieces, status, end, cancel.
final class UploadEndpoints {
    private static final int SESSIONS_MAX = 1000;
    private static final Duration SESSION_AGE_MAX = Duration.ofHours(1);
    private static final Pattern CONTENT_RANGE = Pattern.compile("(?:bytes )?(\\d{1,18})-(\\d{1,18})(?:/.*)?");

    private final RegistryStore store;
    private final Map<String, UploadSession> sessions = new ConcurrentHashMap<>();

    UploadEndpoints(RegistryStore store) {
        this.store = store;
    }

    /// A POST: mounts, stores a blob at once, or begins a session.
    void begin(String repository, Request request, Response response) throws IOException {
        if (!request.method().equals("POST")) {
            throw Refused.unsupported();
        }
        var mount = request.query().first("mount");
        if (mount.isPresent() && mounted(repository, Route.digest(mount.get()), request)) {
            created(repository, Route.digest(mount.get()), response);
            return;
        }
        var digest = request.query().first("digest").map(Route::digest);
        UploadSession session = open(repository);
        if (digest.isPresent()) {
            end(session, digest.get(), request, response);
        } else {
            progress(session, response, 202);
        }
    }

    /// Only what the other repository has can be taken from it; everything else is a new upload, which tells
    /// nothing.
    private boolean mounted(String repository, Digest digest, Request request) throws IOException {
        var from = request.query().first("from");
        if (from.isEmpty()) {
            return false;
        }
        String other = Route.repository(List.of(from.get().split("/", -1)));
        boolean there = store.index().hasBlob(other, digest)
                && store.blobs().size(digest).isPresent();
        if (there) {
            store.index().linkBlob(repository, digest);
        }
        return there;
    }

    private UploadSession open(String repository) throws IOException {
        forgetOld();
        if (sessions.size() >= SESSIONS_MAX) {
            throw new Refused(429, "TOOMANYREQUESTS", "too many uploads at once, the limit is " + SESSIONS_MAX);
        }
        var session = new UploadSession(
                UUID.randomUUID().toString(), repository, store.blobs().begin());
        sessions.put(session.id(), session);
        return session;
    }

    private void forgetOld() throws IOException {
        long oldest = System.currentTimeMillis() - SESSION_AGE_MAX.toMillis();
        for (UploadSession session : List.copyOf(sessions.values())) {
            if (session.unusedSince(oldest) && sessions.remove(session.id(), session)) {
                session.discard();
            }
        }
    }

    /// A request on a session.
    void go(Route.Upload upload, Request request, Response response) throws IOException {
        UploadSession session = sessions.get(upload.id());
        if (session == null || !session.repository().equals(upload.repository())) {
            throw Refused.uploadUnknown();
        }
        switch (request.method()) {
            case "GET", "HEAD" -> progress(session, response, 204);
            case "PATCH" -> append(session, request, response);
            case "PUT" -> put(session, request, response);
            case "DELETE" -> {
                sessions.remove(session.id());
                session.discard();
                response.status(204);
            }
            default -> throw Refused.unsupported();
        }
    }

    private void append(UploadSession session, Request request, Response response) throws IOException {
        piece(session, request, response);
        progress(session, response, 202);
    }

    private void piece(UploadSession session, Request request, Response response) throws IOException {
        try {
            session.append(request.body(), first(request));
        } catch (Refused e) {
            place(session, response);
            throw e;
        }
    }

    private static long first(Request request) {
        var range = request.headers().first("Content-Range");
        if (range.isEmpty()) {
            return -1;
        }
        var matcher = CONTENT_RANGE.matcher(range.get());
        if (!matcher.matches()) {
            throw new Refused(416, "BLOB_UPLOAD_INVALID", "malformed Content-Range");
        }
        long first = Long.parseLong(matcher.group(1));
        long length = Long.parseLong(matcher.group(2)) - first + 1;
        if (length < 0 || (request.bodyLength() >= 0 && request.bodyLength() != length)) {
            throw new Refused(416, "BLOB_UPLOAD_INVALID", "Content-Range disagrees with the body's length");
        }
        return first;
    }

    private void put(UploadSession session, Request request, Response response) throws IOException {
        Digest digest = Route.digest(request.query().text("digest", ""));
        end(session, digest, request, response);
    }

    private void end(UploadSession session, Digest digest, Request request, Response response) throws IOException {
        piece(session, request, response);
        sessions.remove(session.id());
        try {
            session.commit(digest);
        } catch (MalformedContent e) {
            throw Refused.digestInvalid(String.valueOf(e.getMessage()));
        }
        store.index().linkBlob(session.repository(), digest);
        created(session.repository(), digest, response);
    }

    private static void created(String repository, Digest digest, Response response) {
        response.status(201);
        response.header("Location", "/v2/" + repository + "/blobs/" + digest);
        response.header("Docker-Content-Digest", digest.toString());
    }

    private static void progress(UploadSession session, Response response, int status) {
        response.status(status);
        place(session, response);
    }

    private static void place(UploadSession session, Response response) {
        response.header("Location", "/v2/" + session.repository() + "/blobs/uploads/" + session.id());
        response.header("Range", "0-" + Math.max(0, session.size() - 1));
        response.header("Docker-Upload-UUID", session.id());
    }
}
