package dev.conex.engine.stored;

import io.avaje.jsonb.Json;
import java.util.List;

/// A cached step of a build.
///
/// @param layers bottom first
/// @param created in ISO form, as `lastUsed`
/// @param settled the key by what the inputs turned out to be
/// @param bytes of the layer that the step itself made
/// @param parts what the key was made of: name, value, name, value, …
@Json
public record StoredStep(
        String description,
        List<Layer> layers,
        String created,
        String lastUsed,
        String settled,
        int usageCount,
        long bytes,
        List<String> parts) {
    /// The newest layout of such a record.
    public static final int SCHEMA = 1;

    public StoredStep {
        layers = List.copyOf(layers);
        parts = List.copyOf(parts);
    }

    /// A layer: its blob, and the digest of its unpacked tar.
    @Json
    public record Layer(String mediaType, String digest, long size, String diffId) {}

    /// The same, used once more.
    public StoredStep used(String at) {
        return new StoredStep(description, layers, created, at, settled, usageCount + 1, bytes, parts);
    }
}
