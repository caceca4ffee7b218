package dev.conex.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything known of one image. `config` uses the same record as containers (its `image` is empty).
public record ImageInspect(
        String id,
        List<String> tags,
        List<String> digests,
        String parent,
        String comment,
        String author,
        @Nullable Instant created,
        String os,
        String architecture,
        @Nullable String variant,
        long sizeBytes,
        ContainerConfig config,
        List<String> diffIds,
        @Nullable Instant lastTagged,
        ImageDescriptor descriptor,
        List<ImageManifest> manifests) {}
