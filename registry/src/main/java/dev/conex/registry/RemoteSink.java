package dev.conex.registry;

import dev.conex.oci.BlobSink;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Ingest;
import dev.conex.oci.MalformedContent;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Pushes blobs: a session, then one PUT with the whole body, or, where the digest is not known yet, one PATCH
/// and a PUT.
final class RemoteSink implements BlobSink {
    /// The registry may have to hash and flush a large blob before it answers.
    private static final long ANSWER_SECONDS_MAX = 300;

    private final Registry registry;
    private final String repository;
    private final List<String> scopes;

    RemoteSink(Registry registry, String repository) {
        this.registry = registry;
        this.repository = repository;
        this.scopes = List.of(Ask.push(repository));
    }

    @Override
    public Ingest ingest(Descriptor descriptor) throws IOException {
        URI session = begin();
        return new Upload(session, descriptor, descriptor.mediaType());
    }

    @Override
    public Ingest ingestUnknown(String mediaType) throws IOException {
        return new Upload(begin(), null, mediaType);
    }

    private URI begin() throws IOException {
        Ask ask = Ask.of("POST", registry.uri("/v2/" + repository + "/blobs/uploads/"), scopes);
        var response = registry.require(ask, 202);
        response.body().close();
        return location(ask, ask.uri(), response);
    }

    private static URI location(Ask ask, URI from, HttpResponse<InputStream> response) throws RegistryFailure {
        String location = response.headers().firstValue("Location").orElse("");
        if (location.isEmpty()) {
            throw new RegistryFailure(
                    RegistryFailure.Kind.BROKEN, ask.where(), "upload session without Location", null);
        }
        return Registry.resolve(ask, from, location);
    }

    private static URI withDigest(URI session, Digest digest) {
        String separator = session.getRawQuery() == null ? "?" : "&";
        return URI.create(session + separator + "digest=" + digest);
    }

    private final class Upload implements Ingest {
        private final URI session;
        private final @Nullable Descriptor known;
        private final String mediaType;
        private final Ask ask;
        private final Conduit conduit = new Conduit(registry.wires().options().idle());
        private final MessageDigest hash;
        private final CompletableFuture<HttpResponse<InputStream>> answer;
        private long size;
        private boolean committed;

        Upload(URI session, @Nullable Descriptor known, String mediaType) throws IOException {
            this.session = session;
            this.known = known;
            this.mediaType = mediaType;
            this.hash = known == null
                    ? Digest.hasher(Digest.SHA256)
                    : known.digest().hasher();
            this.ask = known == null
                    ? octets("PATCH", session, publisher())
                    : octets("PUT", withDigest(session, known.digest()), sized(known.size()));
            this.answer = start();
        }

        private BodyPublisher publisher() {
            return BodyPublishers.ofInputStream(() -> conduit);
        }

        private BodyPublisher sized(long length) {
            return length == 0 ? BodyPublishers.noBody() : BodyPublishers.fromPublisher(publisher(), length);
        }

        private Ask octets(String method, URI uri, BodyPublisher body) {
            return Ask.of(method, uri, scopes)
                    .with("Content-Type", "application/octet-stream")
                    .withStream(body);
        }

        private CompletableFuture<HttpResponse<InputStream>> start() throws IOException {
            Registry.Link link = registry.link();
            boolean home = Place.authorityOf(ask.uri()).equals(Place.authorityOf(link.base()));
            String authorization = home ? link.authorizer().known(scopes) : null;
            var request = registry.wires().request(ask, ask.uri(), authorization);
            var sent = registry.wires()
                    .client(link.trusting())
                    .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
            return sent.whenComplete((response, failure) -> {
                if (failure != null) {
                    conduit.fail(new IOException("upload to \"" + repository + "\": " + failure.getMessage(), failure));
                } else if (response.statusCode() >= 300) {
                    conduit.fail(
                            new IOException("upload to \"" + repository + "\": refused with " + response.statusCode()));
                }
            });
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (known != null && size + length > known.size()) {
                throw new MalformedContent("blob " + known.digest() + ": longer than its " + known.size() + " bytes");
            }
            hash.update(bytes, offset, length);
            size += length;
            try {
                conduit.push(bytes, offset, length);
            } catch (IOException e) {
                throw explained(e);
            }
        }

        /// The registry's own answer says more than the broken connection.
        private IOException explained(IOException broken) throws IOException {
            if (answer.isDone() && !answer.isCompletedExceptionally()) {
                return ErrorBody.of(answer.join(), ask.where(), registry.credentials());
            }
            return Wires.unreachable(ask, ask.uri(), broken);
        }

        @Override
        public Descriptor commit() throws IOException {
            Digest digest = Digest.ofHash(hash);
            if (known != null && (size != known.size() || !digest.equals(known.digest()))) {
                throw new MalformedContent(
                        "blob " + known.digest() + ": got " + size + " bytes with the digest " + digest);
            }
            conduit.end();
            var response = await();
            if (response.statusCode() != 201 && response.statusCode() != 202 && response.statusCode() != 204) {
                throw ErrorBody.of(response, ask.where(), registry.credentials());
            }
            response.body().close();
            if (known == null) {
                URI end = withDigest(location(ask, session, response), digest);
                registry.require(Ask.of("PUT", end, scopes), 201, 204).body().close();
            }
            committed = true;
            return known == null ? new Descriptor(mediaType, digest, size) : known;
        }

        private HttpResponse<InputStream> await() throws IOException {
            try {
                return answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("upload to \"" + repository + "\": interrupted", e);
            } catch (TimeoutException e) {
                throw Wires.unreachable(
                        ask, ask.uri(), new IOException("no answer in " + ANSWER_SECONDS_MAX + " s", e));
            } catch (ExecutionException e) {
                IOException cause = e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
                throw Wires.unreachable(ask, ask.uri(), cause);
            }
        }

        @Override
        public void close() throws IOException {
            if (!committed) {
                conduit.fail(new IOException("upload to \"" + repository + "\": given up"));
                answer.cancel(true);
            }
        }
    }
}
