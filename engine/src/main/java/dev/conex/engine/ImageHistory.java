package dev.conex.engine;

import java.time.Instant;
import java.util.List;

/// The story of one layer; `id` is `<missing>` but for the newest.
public record ImageHistory(
        String id, Instant created, String createdBy, List<String> tags, long sizeBytes, String comment) {}
