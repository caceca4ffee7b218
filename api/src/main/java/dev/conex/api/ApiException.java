package dev.conex.api;

import java.io.IOException;

/// The daemon said no: a status of 400 or more, and its words.
public final class ApiException extends IOException {
    private static final long serialVersionUID = 1;
    private final int status;

    public ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }

    /// Whether the thing isn't there.
    public boolean notFound() {
        return status == 404;
    }

    /// Whether the state of the thing forbids it.
    public boolean conflict() {
        return status == 409;
    }
}
