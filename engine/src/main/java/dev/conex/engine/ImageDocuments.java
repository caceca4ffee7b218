package dev.conex.engine;

import dev.conex.oci.Copy;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Document;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.Index;
import dev.conex.oci.Manifest;
import dev.conex.storage.Content;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The indexes, manifests and configurations in the store, verified and parsed. Small ones stay in memory: a
/// digest means the same for ever. That one is remembered doesn't say that it is still there: see [#has].
final class ImageDocuments {
    /// So many parsed documents are remembered.
    static final int KEPT_MAX = 512;
    /// Larger documents are read anew each time.
    static final int KEPT_BYTES_MAX = 64 << 10;

    private final Content content;
    private final Map<Digest, Object> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, Object> eldest) {
            return size() > KEPT_MAX;
        }
    };

    ImageDocuments(Content content) {
        this.content = content;
    }

    boolean has(Digest digest) throws IOException {
        return content.has(digest);
    }

    /// The bytes as they came.
    Document document(Descriptor descriptor) throws IOException {
        return new Document(Copy.read(content, descriptor, Manifest.BYTES_MAX), descriptor.mediaType());
    }

    Index index(Descriptor descriptor) throws IOException {
        return parsed(descriptor, Index.class, () -> Index.parse(document(descriptor)));
    }

    Manifest manifest(Descriptor descriptor) throws IOException {
        return parsed(descriptor, Manifest.class, () -> Manifest.parse(document(descriptor)));
    }

    ImageConfig config(Descriptor descriptor) throws IOException {
        return parsed(
                descriptor,
                ImageConfig.class,
                () -> ImageConfig.parse(Copy.read(content, descriptor, ImageConfig.BYTES_MAX)));
    }

    private interface Parse<T> {
        T parse() throws IOException;
    }

    private <T> T parsed(Descriptor descriptor, Class<T> type, Parse<T> parse) throws IOException {
        Object found;
        synchronized (kept) {
            found = kept.get(descriptor.digest());
        }
        if (type.isInstance(found)) {
            return type.cast(found);
        }
        var fresh = parse.parse();
        if (descriptor.size() <= KEPT_BYTES_MAX) {
            synchronized (kept) {
                kept.put(descriptor.digest(), fresh);
            }
        }
        return fresh;
    }
}
