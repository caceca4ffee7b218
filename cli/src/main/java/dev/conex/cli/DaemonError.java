package dev.conex.cli;

import java.io.Serial;

/// The daemon refused, in its own words.
final class DaemonError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    DaemonError(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    /// As people read it.
    String spoken() {
        return "Error response from daemon: " + getMessage();
    }
}
