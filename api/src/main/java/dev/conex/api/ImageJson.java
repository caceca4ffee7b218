package dev.conex.api;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything known of one image.
@Json(caseInsensitiveKeys = true)
public record ImageJson(
        @Json.Property("Id") String id,
        @Json.Property("RepoTags") List<String> repoTags,
        @Json.Property("RepoDigests") List<String> repoDigests,
        @Json.Property("Parent") String parent,
        @Json.Property("Comment") String comment,
        @Json.Property("Created") @Nullable Instant created,
        @Json.Property("DockerVersion") String dockerVersion,
        @Json.Property("Author") String author,
        @Json.Property("Config") @Nullable ImageConfigJson config,
        @Json.Property("Architecture") String architecture,
        @Json.Property("Variant") @Nullable String variant,
        @Json.Property("Os") String os,
        @Json.Property("Size") long size,
        @Json.Property("GraphDriver") @Nullable GraphDriverJson graphDriver,
        @Json.Property("RootFS") RootFsJson rootFs,
        @Json.Property("Metadata") MetadataJson metadata,
        @Json.Property("Descriptor") @Nullable DescriptorJson descriptor,
        @Json.Property("Manifests") @Nullable List<ManifestJson> manifests) {
    public ImageJson {
        id = Nil.text(id);
        repoTags = Nil.orEmpty(repoTags);
        repoDigests = Nil.orEmpty(repoDigests);
        parent = Nil.text(parent);
        comment = Nil.text(comment);
        dockerVersion = Nil.text(dockerVersion);
        author = Nil.text(author);
        architecture = Nil.text(architecture);
        variant = Nil.omitEmpty(variant);
        os = Nil.text(os);
        manifests = Nil.omitEmpty(manifests);
    }

    /// The layers.
    @Json(caseInsensitiveKeys = true)
    public record RootFsJson(
            @Json.Property("Type") String type,
            @Json.Property("Layers") @Nullable List<String> layers) {
        public RootFsJson {
            type = Nil.text(type);
            layers = Nil.omitEmpty(layers);
        }
    }

    /// What only this engine knows.
    @Json(caseInsensitiveKeys = true)
    public record MetadataJson(@Json.Property("LastTagTime") Instant lastTagTime) {
        public MetadataJson {
            lastTagTime = Times.orZero(lastTagTime);
        }
    }
}
