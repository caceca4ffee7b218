package dev.conex.engine;

import org.jspecify.annotations.Nullable;

/// What to attach: past output, live output, which streams. `detachKeys` as `ctrl-p,ctrl-q`; absent is the
/// default.
public record AttachRequest(
        boolean logs,
        boolean stream,
        boolean stdin,
        boolean stdout,
        boolean stderr,
        @Nullable String detachKeys) {
    /// Live output only.
    public static final AttachRequest OUTPUT = new AttachRequest(false, true, false, true, true, null);
}
