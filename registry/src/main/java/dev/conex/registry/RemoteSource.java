package dev.conex.registry;

import dev.conex.oci.BlobSource;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The blobs of one repository of a registry.
final class RemoteSource implements BlobSource {
    private final Registry registry;
    private final String repository;

    RemoteSource(Registry registry, String repository) {
        this.registry = registry;
        this.repository = repository;
    }

    @Override
    public InputStream open(Descriptor descriptor) throws IOException {
        var stream = new ResumingStream(registry, ask("GET", descriptor.digest()), descriptor);
        stream.begin();
        return stream;
    }

    @Override
    public boolean has(Digest digest) throws IOException {
        Ask ask = ask("HEAD", digest);
        var response = registry.send(ask);
        if (response.statusCode() == 200) {
            response.body().close();
            return true;
        }
        if (response.statusCode() == 404) {
            response.body().close();
            return false;
        }
        throw ErrorBody.of(response, ask.where(), registry.credentials());
    }

    private Ask ask(String method, Digest digest) throws IOException {
        return Ask.of(method, registry.uri("/v2/" + repository + "/blobs/" + digest), List.of(Ask.pull(repository)));
    }
}
