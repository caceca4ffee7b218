package dev.conex.network;

import java.io.IOException;

/// A port of the host that can't be published, because another program listens there.
public final class PortTaken extends IOException {
    private static final long serialVersionUID = 1;

    private final transient PublishedPort port;

    public PortTaken(PublishedPort port, String containerAddress) {
        super("failed to bind host port for %s:%s:%d/%s: address already in use"
                .formatted(
                        port.hostText(),
                        containerAddress,
                        port.containerPort(),
                        port.protocol().word()));
        this.port = port;
    }

    /// Which.
    public PublishedPort port() {
        return port;
    }
}
