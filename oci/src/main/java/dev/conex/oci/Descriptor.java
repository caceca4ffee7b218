package dev.conex.oci;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Points at a content: what it is, its digest, its size in bytes. Source: OCI image-spec, descriptor.md.
@Json
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        List<String> urls,
        Map<String, String> annotations,
        @Nullable Platform platform,
        @Nullable String artifactType) {

    public Descriptor {
        if (size < 0) {
            throw new IllegalArgumentException("size of %s is negative: %d".formatted(digest, size));
        }
        mediaType = mediaType == null ? "" : mediaType;
        urls = urls == null ? List.of() : List.copyOf(urls);
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }

    public Descriptor(String mediaType, Digest digest, long size) {
        this(mediaType, digest, size, List.of(), Map.of(), null, null);
    }

    /// Describes the bytes at hand.
    public static Descriptor of(String mediaType, byte[] content) {
        return new Descriptor(mediaType, Digest.ofSha256(content), content.length);
    }

    public Descriptor withPlatform(@Nullable Platform other) {
        return new Descriptor(mediaType, digest, size, urls, annotations, other, artifactType);
    }

    public Descriptor withAnnotations(Map<String, String> other) {
        return new Descriptor(mediaType, digest, size, urls, other, platform, artifactType);
    }

    public Descriptor withMediaType(String other) {
        return new Descriptor(other, digest, size, urls, annotations, platform, artifactType);
    }
}
