package dev.conex.registry;

import dev.conex.http.Request;
import dev.conex.http.Response;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Document;
import dev.conex.oci.DocumentKind;
import dev.conex.oci.Index;
import dev.conex.oci.MalformedContent;
import dev.conex.oci.Manifest;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/v2/<name>/manifests/<tag or digest>`: HEAD, GET, PUT, DELETE. Manifests are kept and given back byte for
/// byte, with the media type they came with.
final class ManifestEndpoints {
    private final RegistryStore store;

    ManifestEndpoints(RegistryStore store) {
        this.store = store;
    }

    void serve(Route.Manifest route, Request request, Response response) throws IOException {
        switch (request.method()) {
            case "GET", "HEAD" -> read(route, response);
            case "PUT" -> put(route, request, response);
            case "DELETE" -> delete(route, response);
            default -> throw Refused.unsupported();
        }
    }

    private void read(Route.Manifest route, Response response) throws IOException {
        Digest digest = resolve(route);
        Document document = load(route.repository(), digest);
        response.header("Docker-Content-Digest", digest.toString());
        response.header("Etag", "\"" + digest + "\"");
        response.send(200, document.mediaType(), document.bytes());
    }

    private Digest resolve(Route.Manifest route) throws IOException {
        return switch (route.target()) {
            case Route.Target.ByDigest target -> target.digest();
            case Route.Target.ByTag target ->
                store.index().tag(route.repository(), target.tag()).orElseThrow(Refused::manifestUnknown);
        };
    }

    /// The stored manifest, verified: a damaged one is an error of ours, not an answer.
    private Document load(String repository, Digest digest) throws IOException {
        String type = store.index().manifestType(repository, digest).orElseThrow(Refused::manifestUnknown);
        if (store.blobs().size(digest).isEmpty()) {
            throw Refused.manifestUnknown();
        }
        byte[] bytes;
        try (var in = store.blobs().open(digest, 0)) {
            bytes = in.readNBytes(Manifest.BYTES_MAX + 1);
        }
        if (!hash(digest, bytes).equals(digest)) {
            throw new IOException("manifest " + digest + " of \"" + repository + "\": damaged in the store");
        }
        return new Document(bytes, type);
    }

    private static Digest hash(Digest like, byte[] bytes) {
        MessageDigest hash = like.hasher();
        hash.update(bytes);
        return Digest.ofHash(hash);
    }

    private void put(Route.Manifest route, Request request, Response response) throws IOException {
        Document document = receive(request);
        Digest digest = switch (route.target()) {
            case Route.Target.ByTag _ -> document.digest();
            case Route.Target.ByDigest target -> expected(target.digest(), document);
        };
        Content content = Content.of(document);
        requireBlobs(route.repository(), content.needed());
        try (var upload = store.blobs().begin()) {
            upload.write(document.bytes(), 0, document.bytes().length);
            upload.commit(digest);
        }
        Digest subject = content.subject() == null ? null : content.subject().digest();
        store.index()
                .putManifest(
                        route.repository(),
                        new Descriptor(document.mediaType(), digest, document.bytes().length),
                        subject);
        if (route.target() instanceof Route.Target.ByTag target) {
            store.index().setTag(route.repository(), target.tag(), digest);
        }
        if (subject != null) {
            response.header("OCI-Subject", subject.toString());
        }
        response.status(201);
        response.header("Location", "/v2/" + route.repository() + "/manifests/" + digest);
        response.header("Docker-Content-Digest", digest.toString());
    }

    private static Document receive(Request request) throws IOException {
        if (request.bodyLength() > Manifest.BYTES_MAX) {
            throw tooLarge();
        }
        byte[] bytes = request.body().readNBytes(Manifest.BYTES_MAX + 1);
        if (bytes.length > Manifest.BYTES_MAX) {
            throw tooLarge();
        }
        String type = request.headers()
                .first("Content-Type")
                .orElse("")
                .split(";", -1)[0]
                .strip();
        try {
            return new Document(bytes, type.isEmpty() ? DocumentKind.mediaTypeOf(bytes) : type);
        } catch (MalformedContent e) {
            throw Refused.manifestInvalid(String.valueOf(e.getMessage()));
        }
    }

    private static Refused tooLarge() {
        return new Refused(413, "SIZE_INVALID", "manifest is over the limit of " + Manifest.BYTES_MAX + " bytes");
    }

    private static Digest expected(Digest digest, Document document) {
        if (!hash(digest, document.bytes()).equals(digest)) {
            throw Refused.digestInvalid("manifest does not have the digest " + digest);
        }
        return digest;
    }

    private void requireBlobs(String repository, List<Descriptor> needed) throws IOException {
        for (Descriptor blob : needed) {
            boolean there = store.index().hasBlob(repository, blob.digest());
            if (!there && blob.urls().isEmpty()) {
                throw new Refused(400, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry: " + blob.digest());
            }
        }
    }

    private void delete(Route.Manifest route, Response response) throws IOException {
        switch (route.target()) {
            case Route.Target.ByTag target -> {
                resolve(route);
                store.index().setTag(route.repository(), target.tag(), null);
            }
            case Route.Target.ByDigest target -> {
                Content content = Content.of(load(route.repository(), target.digest()));
                Digest subject =
                        content.subject() == null ? null : content.subject().digest();
                store.index().deleteManifest(route.repository(), target.digest(), subject);
            }
        }
        response.status(202);
    }

    /// How a referrer's manifest shows in the list of referrers.
    Descriptor referrer(String repository, Digest digest) throws IOException {
        Document document = load(repository, digest);
        Content content = Content.of(document);
        return new Descriptor(
                document.mediaType(),
                digest,
                document.bytes().length,
                List.of(),
                content.annotations(),
                null,
                content.artifactType());
    }

    /// What the server wants to know of a manifest or index.
    ///
    /// @param needed the blobs that must be there already; not an index's manifests, whose owner may push a
    ///               part only
    private record Content(
            List<Descriptor> needed,
            @Nullable Descriptor subject,
            java.util.Map<String, String> annotations,
            @Nullable String artifactType) {
        static Content of(Document document) {
            try {
                return switch (DocumentKind.of(document)) {
                    case INDEX -> {
                        Index index = Index.parse(document);
                        yield new Content(List.of(), index.subject(), index.annotations(), index.artifactType());
                    }
                    case MANIFEST -> of(Manifest.parse(document));
                };
            } catch (MalformedContent e) {
                throw Refused.manifestInvalid(String.valueOf(e.getMessage()));
            }
        }

        private static Content of(Manifest manifest) {
            var needed = new ArrayList<Descriptor>();
            needed.add(manifest.config());
            needed.addAll(manifest.layers());
            String type = manifest.artifactType();
            String shown = type == null || type.isEmpty() ? manifest.config().mediaType() : type;
            return new Content(needed, manifest.subject(), manifest.annotations(), shown);
        }
    }
}
