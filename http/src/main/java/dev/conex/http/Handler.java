package dev.conex.http;

import java.io.IOException;

/// Answers requests. Called on the connection's own virtual thread, so it may block; the next request of the
/// connection waits until it returns. An `IOException` or unchecked exception becomes a 500 while nothing has
/// been sent, and otherwise closes the connection, so that the peer sees a cut answer and never a whole one.
@FunctionalInterface
public interface Handler {
    void handle(Request request, Response response) throws IOException;
}
