package dev.conex.build;

import java.time.Instant;
import java.util.List;

/// The result of a step.
///
/// @param created when it was made
/// @param parts what the key was made of, for telling why another key differs
public record CachedStep(String description, Tree tree, Instant created, List<KeyPart> parts) {
    public CachedStep {
        parts = List.copyOf(parts);
    }
}
