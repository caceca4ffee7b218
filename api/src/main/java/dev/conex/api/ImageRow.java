package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One row of a list of images.
@Json(caseInsensitiveKeys = true)
public record ImageRow(
        @Json.Property("Containers") long containers,
        @Json.Property("Created") long created,
        @Json.Property("Id") String id,
        @Json.Property("Labels") Map<String, String> labels,
        @Json.Property("ParentId") String parentId,
        @Json.Property("Descriptor") @Nullable DescriptorJson descriptor,
        @Json.Property("Manifests") @Nullable List<ManifestJson> manifests,
        @Json.Property("RepoDigests") List<String> repoDigests,
        @Json.Property("RepoTags") List<String> repoTags,
        @Json.Property("SharedSize") long sharedSize,
        @Json.Property("Size") long size) {
    public ImageRow {
        id = Nil.text(id);
        labels = Nil.map(labels);
        parentId = Nil.text(parentId);
        manifests = Nil.omitEmpty(manifests);
        repoDigests = Nil.list(repoDigests);
        repoTags = Nil.list(repoTags);
    }
}
