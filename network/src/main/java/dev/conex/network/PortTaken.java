package dev.conex.network;

import java.io.IOException;

/// A port of the host that can't be published, because another program listens there.
public final class PortTaken extends IOException {
    private static final long serialVersionUID = 1;

    private final transient PublishedPort port;

    public PortTaken(PublishedPort port, String containerAddress) {
        super(text(port, containerAddress, "address already in use"));
        this.port = port;
    }

    /// What couldn't be bound, and why.
    static String text(PublishedPort port, String containerAddress, String why) {
        return "failed to bind host port for %s:%s:%d/%s: %s"
                .formatted(
                        port.hostText(),
                        containerAddress,
                        port.containerPort(),
                        port.protocol().word(),
                        why);
    }

    /// Which.
    public PublishedPort port() {
        return port;
    }
}
