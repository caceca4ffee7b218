package dev.conex.registry;

import dev.conex.http.Handler;
import dev.conex.http.Request;
import dev.conex.http.Response;
import dev.conex.registry.wire.Wording;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// A registry (OCI distribution-spec 1.1) for an HTTP server of ours to call. Knows no users: whoever reaches
/// it may push.
public final class RegistryServer implements Handler {
    private static final Jsonb JSON = Jsonb.builder().build();

    private final BlobEndpoints blobs;
    private final UploadEndpoints uploads;
    private final ManifestEndpoints manifests;
    private final ListEndpoints lists;

    public RegistryServer(RegistryStore store) {
        blobs = new BlobEndpoints(store);
        uploads = new UploadEndpoints(store);
        manifests = new ManifestEndpoints(store);
        lists = new ListEndpoints(store);
    }

    @Override
    public void handle(Request request, Response response) throws IOException {
        response.header("Docker-Distribution-API-Version", "registry/2.0");
        response.header("X-Content-Type-Options", "nosniff");
        try {
            dispatch(request, response);
        } catch (Refused refused) {
            refuse(request, response, refused);
        }
    }

    private void dispatch(Request request, Response response) throws IOException {
        switch (Route.of(request.path())) {
            case Route.Root _ -> root(request, response);
            case Route.Catalog _ -> lists.catalog(request, response);
            case Route.Blob blob -> blobs.serve(blob, request, response);
            case Route.Uploads start -> uploads.begin(start.repository(), request, response);
            case Route.Upload upload -> uploads.go(upload, request, response);
            case Route.Manifest manifest -> manifests.serve(manifest, request, response);
            case Route.Tags tags -> lists.tags(tags.repository(), request, response);
            case Route.Referrers referrers -> lists.referrers(referrers, request, response);
            case Route.Nowhere _ -> throw new Refused(404, "UNSUPPORTED", "page not found");
        }
    }

    private static void root(Request request, Response response) throws IOException {
        requireReading(request);
        response.send(200, "application/json", new byte[] {'{', '}'});
    }

    static void requireReading(Request request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw Refused.unsupported();
        }
    }

    private static void refuse(Request request, Response response, Refused refused) throws IOException {
        if (response.committed()) {
            throw new IOException(request.method() + " " + request.rawPath() + ": refused too late", refused);
        }
        var detail = Map.of("path", request.rawPath());
        var errors = new Wording.Complaints(List.of(new Wording.Complaint(refused.code(), refused.text(), detail)));
        response.send(refused.status(), "application/json", json(Wording.Complaints.class, errors));
    }

    static <T> byte[] json(Class<T> type, T value) {
        return JSON.type(type).toJsonBytes(value);
    }
}
