package dev.conex.registry;

import dev.conex.oci.BlobSource;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The blobs of one repository of a registry, or of its mirrors.
final class RemoteSource implements BlobSource {
    private final List<Registry> readers;
    private final String repository;

    /// @param readers mirrors first, the registry itself last
    RemoteSource(List<Registry> readers, String repository) {
        this.readers = List.copyOf(readers);
        this.repository = repository;
    }

    @Override
    public InputStream open(Descriptor descriptor) throws IOException {
        for (Registry mirror : readers.subList(0, readers.size() - 1)) {
            if (hasQuietly(mirror, descriptor.digest())) {
                return open(mirror, descriptor);
            }
        }
        return open(readers.getLast(), descriptor);
    }

    private InputStream open(Registry registry, Descriptor descriptor) throws IOException {
        var stream = new ResumingStream(registry, ask(registry, "GET", descriptor.digest()), descriptor);
        stream.begin();
        return stream;
    }

    @Override
    public boolean has(Digest digest) throws IOException {
        for (Registry mirror : readers.subList(0, readers.size() - 1)) {
            if (hasQuietly(mirror, digest)) {
                return true;
            }
        }
        return has(readers.getLast(), digest);
    }

    /// A mirror that fails has nothing.
    private boolean hasQuietly(Registry mirror, Digest digest) throws IOException {
        try {
            return has(mirror, digest);
        } catch (RegistryFailure e) {
            return false;
        }
    }

    private boolean has(Registry registry, Digest digest) throws IOException {
        Ask ask = ask(registry, "HEAD", digest);
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

    private Ask ask(Registry registry, String method, Digest digest) throws IOException {
        return Ask.of(method, registry.uri("/v2/" + repository + "/blobs/" + digest), List.of(Ask.pull(repository)));
    }
}
