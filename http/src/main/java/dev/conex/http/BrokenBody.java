package dev.conex.http;

import java.io.IOException;

/// The peer's body ended too early, or its chunks are malformed: the peer's fault or the network's. On a server the
/// connection ends with the answer to such a request, since nobody can tell where the next one begins.
public final class BrokenBody extends IOException {
    private static final long serialVersionUID = 1;

    BrokenBody(IOException cause) {
        super("body is cut or malformed: " + Tokens.shown(String.valueOf(cause.getMessage())), cause);
    }
}
