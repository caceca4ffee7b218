package dev.conex.build;

import dev.conex.oci.Digest;
import java.time.Instant;
import java.util.List;

/// The result of a step.
///
/// @param created when it was made
/// @param settled the key by what its inputs turned out to be, see [SettledKeys]
/// @param parts what the key was made of, for telling why another key differs
public record CachedStep(String description, Tree tree, Instant created, Digest settled, List<KeyPart> parts) {
    public CachedStep {
        parts = List.copyOf(parts);
    }
}
