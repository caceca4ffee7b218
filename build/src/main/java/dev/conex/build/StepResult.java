package dev.conex.build;

import java.time.Instant;

/// What a step left, and when it was made.
record StepResult(Tree tree, Instant created) {}
