package dev.conex.cli;

import java.io.Serial;

/// An error that came inside a stream of messages.
final class StreamError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int code;

    /// @param code a program's exit code, or 0
    StreamError(String message, int code) {
        super(message);
        this.code = code;
    }

    /// Build steps pass on the code of the program that failed; everything else is 1.
    int exitCode() {
        return code > 0 && code < 256 ? code : 1;
    }
}
