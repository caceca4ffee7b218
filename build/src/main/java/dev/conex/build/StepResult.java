package dev.conex.build;

import dev.conex.oci.Digest;
import java.time.Instant;

/// What a step left, and when it was made.
///
/// @param settled see [SettledKeys]
record StepResult(Tree tree, Instant created, Digest settled) {}
