package dev.conex.http;

import java.io.IOException;

/// The peer's request or status head is not HTTP or passes a limit. A server answers [#status] and closes.
final class MalformedHead extends IOException {
    private final int status;

    MalformedHead(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
