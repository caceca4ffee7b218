package dev.conex.registry;

import dev.conex.oci.BlobSink;
import dev.conex.oci.BlobSource;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Document;
import dev.conex.oci.Index;
import dev.conex.oci.MalformedContent;
import dev.conex.oci.Manifest;
import dev.conex.oci.MediaType;
import dev.conex.oci.Reference;
import dev.conex.registry.wire.Wording;
import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Registries, seen with one set of credentials. Repositories are told by references, whose tag and digest
/// matter only where it is said. May be used by many threads. Failures are [RegistryFailure]s; foreign bytes
/// that are not what they should be are [MalformedContent].
public final class Remote {
    private static final System.Logger LOG = System.getLogger(Remote.class.getName());
    private static final int TAGS_BYTES_MAX = 16 * 1024 * 1024;
    private static final int PAGES_MAX = 1000;
    private static final String ACCEPT = String.join(
            ", ",
            MediaType.OCI_INDEX,
            MediaType.OCI_MANIFEST,
            MediaType.DOCKER_LIST,
            MediaType.DOCKER_MANIFEST,
            "*/*;q=0.1");
    private static final Jsonb JSON = Jsonb.builder().build();

    private final Wires wires;
    private final RegistryOptions options;
    private final Map<String, Credentials> credentials;
    private final Map<String, Registry> registries = new ConcurrentHashMap<>();

    Remote(Wires wires, RegistryOptions options, Map<String, Credentials> credentials) {
        this.wires = wires;
        this.options = options;
        this.credentials = Map.copyOf(credentials);
    }

    private Registry registry(Reference reference) {
        return registries.computeIfAbsent(
                reference.domain(),
                domain -> new Registry(
                        wires,
                        Place.of(domain, options.insecureHosts()),
                        credentials.getOrDefault(domain, Credentials.anonymous())));
    }

    /// Those that may be asked for content of the repository, in this order. A mirror never sees the
    /// credentials of the registry that it stands for.
    private List<Registry> readers(Reference reference) {
        Registry own = registry(reference);
        if (!reference.domain().equals(Reference.DEFAULT_DOMAIN)
                || options.hubMirrors().isEmpty()) {
            return List.of(own);
        }
        var readers = new ArrayList<Registry>();
        options.hubMirrors().forEach(mirror -> readers.add(mirror(mirror)));
        readers.add(own);
        return readers;
    }

    private Registry mirror(URI address) {
        return registries.computeIfAbsent(
                address.toString(),
                _ -> new Registry(
                        wires,
                        Place.ofMirror(address, options.insecureHosts()),
                        credentials.getOrDefault(address.getAuthority(), Credentials.anonymous())));
    }

    /// Fetches what the reference's digest, or else its tag, points at.
    public Resolved resolve(Reference reference) throws IOException {
        String wanted = reference.tagOrDigest();
        Document document = manifest(reference, wanted);
        Digest digest = reference.digest() == null ? document.digest() : reference.digest();
        return new Resolved(new Descriptor(document.mediaType(), digest, document.bytes().length), document);
    }

    /// What the reference points at by a HEAD request; empty when the registry tells no digest.
    public Optional<Descriptor> probe(Reference reference) throws IOException {
        Registry registry = registry(reference);
        Ask ask = manifestAsk(registry, "HEAD", reference, reference.tagOrDigest());
        var response = registry.require(ask, 200);
        response.body().close();
        var headers = response.headers();
        String digest = headers.firstValue("Docker-Content-Digest").orElse("");
        if (digest.isEmpty()) {
            return Optional.empty();
        }
        long size = headers.firstValueAsLong("Content-Length").orElse(0);
        try {
            return Optional.of(new Descriptor(type(response), Digest.parse(digest), size));
        } catch (IllegalArgumentException e) {
            throw new MalformedContent("HEAD \"" + ask.uri() + "\": digest: " + e.getMessage(), e);
        }
    }

    /// Fetches a manifest or index by its descriptor.
    public Document fetch(Reference repository, Descriptor descriptor) throws IOException {
        Document document = manifest(
                repository.withDigest(descriptor.digest()), descriptor.digest().toString());
        if (document.bytes().length != descriptor.size()) {
            throw new MalformedContent("manifest " + descriptor.digest() + ": " + document.bytes().length
                    + " bytes, announced were " + descriptor.size());
        }
        return document;
    }

    private static Ask manifestAsk(Registry registry, String method, Reference reference, String wanted)
            throws IOException {
        URI uri = registry.uri("/v2/" + reference.path() + "/manifests/" + wanted);
        return Ask.of(method, uri, List.of(Ask.pull(reference.path()))).with("Accept", ACCEPT);
    }

    private Document manifest(Reference reference, String wanted) throws IOException {
        List<Registry> readers = readers(reference);
        for (Registry mirror : readers.subList(0, readers.size() - 1)) {
            try {
                return manifest(mirror, reference, wanted);
            } catch (RegistryFailure e) {
                LOG.log(System.Logger.Level.DEBUG, "mirror has no \"" + reference.canonical() + "\"", e);
            }
        }
        return manifest(readers.getLast(), reference, wanted);
    }

    private static Document manifest(Registry registry, Reference reference, String wanted) throws IOException {
        Ask ask = manifestAsk(registry, "GET", reference, wanted);
        var response = registry.require(ask, 200);
        byte[] bytes = whole(response, Manifest.BYTES_MAX, ask);
        var document = new Document(bytes, type(response));
        Digest expected = reference.digest();
        if (expected != null) {
            requireDigest(expected, bytes, ask);
        }
        var stated = response.headers().firstValue("Docker-Content-Digest");
        if (stated.isPresent()
                && stated.get().startsWith("sha256:")
                && !stated.get().equals(document.digest().toString())) {
            throw new MalformedContent("manifest at \"" + ask.uri() + "\": registry says "
                    + ErrorBody.clean(stated.get(), Credentials.anonymous()) + ", its bytes have the digest "
                    + document.digest());
        }
        return document;
    }

    private static void requireDigest(Digest expected, byte[] bytes, Ask ask) throws MalformedContent {
        var hash = expected.hasher();
        hash.update(bytes);
        Digest actual = Digest.ofHash(hash);
        if (!actual.equals(expected)) {
            throw new MalformedContent("manifest at \"" + ask.uri() + "\": its bytes have the digest " + actual);
        }
    }

    private static String type(HttpResponse<InputStream> response) {
        String header = response.headers().firstValue("Content-Type").orElse("");
        return header.split(";", -1)[0].strip();
    }

    private static byte[] whole(HttpResponse<InputStream> response, int bytesMax, Ask ask) throws IOException {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(bytesMax + 1);
            if (bytes.length > bytesMax) {
                throw new MalformedContent(
                        ask.method() + " \"" + ask.uri() + "\": over the limit of " + bytesMax + " bytes");
            }
            return bytes;
        } catch (MalformedContent e) {
            throw e;
        } catch (IOException e) {
            throw Wires.unreachable(ask, ask.uri(), e);
        }
    }

    /// The repository's blobs. An open stream goes on by itself after a cut connection.
    public BlobSource source(Reference repository) {
        return new RemoteSource(readers(repository), repository.path());
    }

    /// Where blobs of the repository are pushed to.
    public BlobSink sink(Reference repository) {
        return new RemoteSink(registry(repository), repository.path());
    }

    /// Pushes a manifest or index under a tag or its own digest.
    public void putManifest(Reference repository, String tagOrDigest, Document document) throws IOException {
        Registry registry = registry(repository);
        URI uri = registry.uri("/v2/" + repository.path() + "/manifests/" + tagOrDigest);
        Ask ask = Ask.of("PUT", uri, List.of(Ask.push(repository.path())))
                .with("Content-Type", document.mediaType())
                .withBody(BodyPublishers.ofByteArray(document.bytes()));
        registry.require(ask, 201, 200, 202).body().close();
    }

    /// Asks the registry to take a blob from another of its repositories.
    ///
    /// @return false when it wants the blob to be pushed
    public boolean mount(Reference to, Digest digest, Reference from) throws IOException {
        Registry registry = registry(to);
        URI uri = registry.uri("/v2/" + to.path() + "/blobs/uploads/?mount=" + digest + "&from=" + from.path());
        Ask ask = Ask.of("POST", uri, List.of(Ask.push(to.path()), Ask.pull(from.path())));
        var response = registry.require(ask, 201, 202);
        response.body().close();
        var session = response.headers().firstValue("Location");
        if (response.statusCode() == 202 && session.isPresent()) {
            URI at = Registry.resolve(ask, uri, session.get());
            registry.send(Ask.of("DELETE", at, List.of(Ask.push(to.path()))))
                    .body()
                    .close();
        }
        return response.statusCode() == 201;
    }

    /// What refers to a manifest: signatures, bills of material and the like. Registries without that list are asked
    /// for
    /// the tag that clients keep instead (distribution-spec 1.1, "Referrers Tag Schema").
    public List<Descriptor> referrers(Reference repository, Digest subject) throws IOException {
        Registry registry = registry(repository);
        String path = "/v2/" + repository.path();
        Ask list = Ask.of("GET", registry.uri(path + "/referrers/" + subject), List.of(Ask.pull(repository.path())));
        Ask tag = manifestAsk(registry, "GET", repository, subject.algorithm() + "-" + subject.hex());
        for (Ask ask : List.of(list, tag)) {
            var response = registry.send(ask);
            if (response.statusCode() == 200) {
                byte[] bytes = whole(response, Index.BYTES_MAX, ask);
                return Index.parse(new Document(bytes, MediaType.OCI_INDEX)).manifests();
            }
            if (response.statusCode() != 404) {
                throw ErrorBody.of(response, ask.where(), registry.credentials());
            }
            response.body().close();
        }
        return List.of();
    }

    /// All tags of the repository, page after page.
    public List<String> tags(Reference repository) throws IOException {
        Registry registry = registry(repository);
        var tags = new ArrayList<String>();
        URI next = registry.uri("/v2/" + repository.path() + "/tags/list");
        for (int page = 0; page < PAGES_MAX; page++) {
            Ask ask = Ask.of("GET", next, List.of(Ask.pull(repository.path())));
            var response = registry.require(ask, 200);
            byte[] bytes = whole(response, TAGS_BYTES_MAX, ask);
            try {
                List<String> more =
                        JSON.type(Wording.Tags.class).fromJson(bytes).tags();
                tags.addAll(more == null ? List.of() : more);
            } catch (JsonException e) {
                throw new MalformedContent("tags of \"" + repository.name() + "\": " + e.getMessage(), e);
            }
            String link = response.headers().firstValue("Link").orElse("");
            if (!link.startsWith("<") || link.indexOf('>') < 0) {
                return tags;
            }
            next = Registry.resolve(ask, next, link.substring(1, link.indexOf('>')));
        }
        throw new MalformedContent("tags of \"" + repository.name() + "\": more than " + PAGES_MAX + " pages");
    }
}
