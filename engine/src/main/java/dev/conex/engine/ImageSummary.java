package dev.conex.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// One row of a list. −1 = not computed.
public record ImageSummary(
        String id,
        String parentId,
        List<String> tags,
        List<String> digests,
        Instant created,
        long sizeBytes,
        long sharedBytes,
        Map<String, String> labels,
        long containers,
        ImageDescriptor descriptor,
        List<ImageManifest> manifests) {}
