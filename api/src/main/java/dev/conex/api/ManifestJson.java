package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One manifest of an image; kind `image`, `attestation`, `unknown`.
@Json(caseInsensitiveKeys = true)
public record ManifestJson(
        @Json.Property("ID") String id,
        @Json.Property("Descriptor") DescriptorJson descriptor,
        @Json.Property("Available") boolean available,
        @Json.Property("Size") SizesJson size,
        @Json.Property("Kind") String kind,
        @Json.Property("ImageData") @Nullable ImagePart imageData,
        @Json.Property("AttestationData") @Nullable AttestationPart attestationData) {
    public ManifestJson {
        id = Nil.text(id);
        kind = Nil.text(kind);
    }

    /// Bytes as kept.
    @Json(caseInsensitiveKeys = true)
    public record SizesJson(
            @Json.Property("Content") long content,
            @Json.Property("Total") long total) {}

    /// For kind `image`.
    @Json(caseInsensitiveKeys = true)
    public record ImagePart(
            @Json.Property("Platform") PlatformJson platform,
            @Json.Property("Containers") List<String> containers,
            @Json.Property("Size") UnpackedJson size) {
        public ImagePart {
            containers = Nil.orEmpty(containers);
        }
    }

    /// Bytes unpacked.
    @Json(caseInsensitiveKeys = true)
    public record UnpackedJson(@Json.Property("Unpacked") long unpacked) {}

    /// For kind `attestation`.
    @Json(caseInsensitiveKeys = true)
    public record AttestationPart(@Json.Property("For") String target) {
        public AttestationPart {
            target = Nil.text(target);
        }
    }
}
