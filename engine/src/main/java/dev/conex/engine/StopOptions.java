package dev.conex.engine;

import org.jspecify.annotations.Nullable;

/// How to stop; absent values come from the container, then from Docker's defaults (TERM, 10 s). A negative
/// time waits for ever.
public record StopOptions(@Nullable String signal, @Nullable Integer timeoutSeconds) {
    /// All defaults.
    public static final StopOptions DEFAULTS = new StopOptions(null, null);
}
