package dev.conex.storage;

import dev.conex.oci.ChainId;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Document;
import dev.conex.oci.DocumentKind;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.Index;
import dev.conex.oci.MalformedContent;
import dev.conex.oci.Manifest;
import dev.conex.oci.MediaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is reachable, and from where it was reached first. A document that cannot be read leads nowhere, but stays
/// itself.
final class Marks {
    /// Where blobs are read.
    interface Reader {
        byte[] read(Digest digest) throws IOException;
    }

    private record Step(@Nullable Digest from, String what) {}

    private final Reader reader;
    private final Layers layers;
    private final Map<Digest, Step> blobs = new HashMap<>();
    private final Map<ChainId, String> chains = new HashMap<>();

    Marks(Reader reader, Layers layers) {
        this.reader = reader;
        this.layers = layers;
    }

    boolean hasBlob(Digest digest) {
        return blobs.containsKey(digest);
    }

    boolean hasLayer(ChainId chain) {
        return chains.containsKey(chain);
    }

    void layer(String reason, ChainId chain) {
        if (chains.putIfAbsent(chain, reason) == null) {
            layers.parent(chain).ifPresent(parent -> layer(reason, parent));
        }
    }

    /// A root, of a kind that its content tells.
    void blob(String reason, Digest digest) throws IOException {
        visit(digest, new Step(null, reason), null, 0);
    }

    private void visit(Digest digest, Step step, @Nullable String mediaType, int depth) throws IOException {
        if (blobs.putIfAbsent(digest, step) != null || depth > Index.DEPTH_MAX + 2) {
            return;
        }
        if (mediaType != null && !leadsOn(mediaType)) {
            return;
        }
        try {
            var bytes = reader.read(digest);
            follow(digest, bytes, mediaType == null ? guess(bytes) : mediaType, depth);
        } catch (MalformedContent e) {
            // it is kept for what it is; nothing else is
            blobs.put(digest, new Step(step.from, step.what + " (unreadable)"));
        }
    }

    private static boolean leadsOn(String mediaType) {
        return MediaType.isIndex(mediaType) || MediaType.isManifest(mediaType) || MediaType.isConfig(mediaType);
    }

    private static String guess(byte[] bytes) throws MalformedContent {
        if (bytes.length == 0 || bytes[0] != '{') {
            return "";
        }
        var type = DocumentKind.mediaTypeOf(bytes);
        return type.equals(MediaType.OCI_MANIFEST) && !isManifest(bytes) ? MediaType.OCI_CONFIG : type;
    }

    private static boolean isManifest(byte[] bytes) {
        try {
            Manifest.parse(new Document(bytes, MediaType.OCI_MANIFEST));
            return true;
        } catch (MalformedContent e) {
            return false;
        }
    }

    private void follow(Digest digest, byte[] bytes, String mediaType, int depth) throws IOException {
        if (bytes.length == 0) {
            return;
        }
        if (MediaType.isIndex(mediaType)) {
            var index = Index.parse(new Document(bytes, mediaType));
            for (var manifest : index.manifests()) {
                visit(manifest.digest(), new Step(digest, "manifest of index"), manifest.mediaType(), depth + 1);
            }
        } else if (MediaType.isManifest(mediaType)) {
            var manifest = Manifest.parse(new Document(bytes, mediaType));
            for (var part : parts(manifest)) {
                visit(part.digest(), new Step(digest, "part of manifest"), part.mediaType(), depth + 1);
            }
        } else if (MediaType.isConfig(mediaType)) {
            ImageConfig.parse(bytes).chain().forEach(chain -> layer("image config " + digest, chain));
        }
    }

    private static List<Descriptor> parts(Manifest manifest) {
        var parts = new ArrayList<Descriptor>();
        parts.add(manifest.config());
        parts.addAll(manifest.layers());
        return parts;
    }

    List<String> why(Digest digest) {
        var lines = new ArrayList<String>();
        var at = digest;
        for (var step = blobs.get(at); step != null; step = at == null ? null : blobs.get(at)) {
            lines.addFirst("%s: %s".formatted(step.what, at));
            at = step.from;
        }
        return lines;
    }
}
