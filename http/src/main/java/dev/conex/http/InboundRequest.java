package dev.conex.http;

import java.net.SocketAddress;
import java.util.List;

/// A request read from a wire.
record InboundRequest(RequestHead head, BodyInput body, long bodyLength, SocketAddress peer, PeerWatch watch)
        implements Request {
    @Override
    public String method() {
        return head.method();
    }

    @Override
    public String rawPath() {
        return head.rawPath();
    }

    @Override
    public List<String> path() {
        return head.path();
    }

    @Override
    public Query query() {
        return head.query();
    }

    @Override
    public Headers headers() {
        return head.headers();
    }

    @Override
    public void onPeerGone(Runnable action) {
        watch.onGone(action);
    }
}
