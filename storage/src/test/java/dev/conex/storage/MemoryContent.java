package dev.conex.storage;

import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Ingest;
import dev.conex.oci.MalformedContent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Blobs in memory.
final class MemoryContent implements Content {
    private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();

    @Override
    public InputStream open(Descriptor descriptor) throws IOException {
        var bytes = blobs.get(descriptor.digest());
        if (bytes == null) {
            throw new IOException("blob %s: not found".formatted(descriptor.digest()));
        }
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public boolean has(Digest digest) {
        return blobs.containsKey(digest);
    }

    @Override
    public Optional<Descriptor> stat(Digest digest) {
        return Optional.ofNullable(blobs.get(digest))
                .map(bytes -> new Descriptor("application/octet-stream", digest, bytes.length));
    }

    @Override
    public void delete(Digest digest) {
        blobs.remove(digest);
    }

    @Override
    public Stream<Digest> list() {
        return blobs.keySet().stream();
    }

    @Override
    public Ingest ingest(Descriptor descriptor) {
        return new MemoryIngest(descriptor.mediaType(), descriptor);
    }

    @Override
    public Ingest ingestUnknown(String mediaType) {
        return new MemoryIngest(mediaType, null);
    }

    private final class MemoryIngest implements Ingest {
        private final String mediaType;
        private final @Nullable Descriptor expected;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        MemoryIngest(String mediaType, @Nullable Descriptor expected) {
            this.mediaType = mediaType;
            this.expected = expected;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            if (expected != null && out.size() > expected.size()) {
                throw new MalformedContent("blob %s: too long".formatted(expected.digest()));
            }
        }

        @Override
        public Descriptor commit() throws IOException {
            var bytes = out.toByteArray();
            var got = Descriptor.of(mediaType, bytes);
            if (expected != null && got.size() != expected.size()) {
                throw new MalformedContent("blob %s: ended after %d of %d bytes"
                        .formatted(expected.digest(), got.size(), expected.size()));
            }
            if (expected != null && !got.digest().equals(expected.digest())) {
                throw new MalformedContent("blob %s: is %s".formatted(expected.digest(), got.digest()));
            }
            blobs.put(got.digest(), bytes);
            return got;
        }

        @Override
        public void close() {}
    }
}
