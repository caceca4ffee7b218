package dev.conex.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a container calls itself.
final class Hostnames {
    private static final int LENGTH_MAX = 63;

    private Hostnames() {}

    /// The host's own name.
    static String ofHost() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).trim();
        } catch (IOException _) {
            return "localhost";
        }
    }

    /// The wish, else the host's with the host's network, else the short id.
    static ContainerConfig with(
            ContainerConfig c, NetworkMode mode, ContainerSpec spec, ContainerId id, String hostName) {
        var wanted = Given.text(c.hostname());
        var hostUts = mode instanceof NetworkMode.Host
                || Given.text(spec.host().namespaces().uts()).equals("host");
        var name = !wanted.isEmpty() ? wanted : hostUts ? hostName : id.shortened();
        if (name.length() > LENGTH_MAX) {
            throw new Refusal.Invalid(
                    Refusal.What.HOSTNAME, name, "invalid hostname: longer than %d bytes".formatted(LENGTH_MAX));
        }
        return new ContainerConfig(
                name,
                c.domainname(),
                c.user(),
                c.attachStdin(),
                c.attachStdout(),
                c.attachStderr(),
                c.exposedPorts(),
                c.tty(),
                c.openStdin(),
                c.stdinOnce(),
                c.env(),
                c.cmd(),
                c.healthcheck(),
                c.argsEscaped(),
                c.image(),
                c.volumes(),
                c.workingDir(),
                c.entrypoint(),
                c.networkDisabled(),
                c.macAddress(),
                c.onBuild(),
                c.labels(),
                c.stopSignal(),
                c.stopTimeout(),
                c.shell());
    }
}
