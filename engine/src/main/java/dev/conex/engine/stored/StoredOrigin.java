package dev.conex.engine.stored;

import io.avaje.jsonb.Json;
import java.util.List;

/// The image that a container was made of, and its manifest for the platform; `chain` bottom first.
@Json
public record StoredOrigin(
        String imageId,
        String mediaType,
        String digest,
        long size,
        String os,
        String architecture,
        String variant,
        List<String> chain) {
    public StoredOrigin {
        chain = List.copyOf(chain);
    }
}
