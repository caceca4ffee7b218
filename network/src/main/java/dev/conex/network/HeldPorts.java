package dev.conex.network;

import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Fd;
import dev.conex.linux.HostPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Ports of the host that other programs can't take while an endpoint publishes them. They are let go with the process;
/// the firewall goes on without.
final class HeldPorts implements AutoCloseable {
    private final Map<String, List<Fd>> held = new ConcurrentHashMap<>();

    /// Holds all ports or none. Runs on a thread in the host's namespace.
    void hold(String endpointId, String containerAddress, List<PublishedPort> ports) throws IOException {
        var taken = new ArrayList<Fd>();
        try {
            for (var port : ports) {
                hold(port, containerAddress, taken);
            }
        } catch (IOException e) {
            taken.forEach(Fd::close);
            throw e;
        }
        var before = held.put(endpointId, taken);
        if (before != null) {
            before.forEach(Fd::close);
        }
    }

    private static void hold(PublishedPort port, String containerAddress, List<Fd> taken) throws IOException {
        int type = switch (port.protocol()) {
            case TCP -> HostPort.STREAM;
            case UDP -> HostPort.DATAGRAM;
            case SCTP -> 0;
        };
        if (type == 0) {
            return;
        }
        try {
            HostPort.hold(type, port.hostAddress(), port.hostPort()).ifPresent(taken::add);
        } catch (ErrnoException e) {
            if (e.is(Errno.EADDRINUSE)) {
                throw new PortTaken(port, containerAddress);
            }
            if (e.is(Errno.EADDRNOTAVAIL)) {
                throw new IOException(PortTaken.text(port, containerAddress, "cannot assign requested address"), e);
            }
            throw e;
        }
    }

    void release(String endpointId) {
        var fds = held.remove(endpointId);
        if (fds != null) {
            fds.forEach(Fd::close);
        }
    }

    @Override
    public void close() {
        List.copyOf(held.keySet()).forEach(this::release);
    }
}
