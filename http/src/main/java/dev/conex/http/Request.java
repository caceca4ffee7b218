package dev.conex.http;

import java.io.InputStream;
import java.net.SocketAddress;
import java.util.List;

/// A request as it came in.
public interface Request {
    /// The method, in upper case as sent.
    String method();

    /// The path before decoding, beginning with `/`, without the query.
    String rawPath();

    /// The path's segments, each percent decoded, without the empty one before the first slash. An encoded
    /// slash stays inside its segment. `//` and a trailing slash give empty segments.
    List<String> path();

    Query query();

    Headers headers();

    /// The body, at its end for a request without one. The first read answers `Expect: 100-continue`.
    InputStream body();

    /// The body's declared length, 0 without body, -1 when it is chunked.
    long bodyLength();

    /// Where the peer is connected from; unnamed for unix sockets.
    SocketAddress peer();

    /// Calls the action once, on another thread, when the peer closes the connection or the connection breaks
    /// while the handler runs. Begins to look as soon as the body is read to its end. A peer that only closes
    /// its sending half counts as gone; so don't use it on a request that will be hijacked, where half close
    /// has a meaning.
    void onPeerGone(Runnable action);
}
