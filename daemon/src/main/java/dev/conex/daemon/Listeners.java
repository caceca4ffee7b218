package dev.conex.daemon;

import dev.conex.http.Guard;
import dev.conex.http.Handler;
import dev.conex.http.HttpServer;
import dev.conex.http.Limits;
import dev.conex.http.Listen;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// All sockets of the daemon, with one handler.
final class Listeners implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Listeners.class.getName());

    private final List<HttpServer> servers = new ArrayList<>();

    private Listeners() {}

    /// Binds all or none.
    static Listeners open(Settings settings, Handler handler) throws IOException, ConfigError {
        check(settings);
        var listeners = new Listeners();
        try {
            for (var host : settings.hosts()) {
                listeners.servers.add(serve(settings, host, handler));
            }
            return listeners;
        } catch (IOException | RuntimeException e) {
            listeners.close();
            throw e;
        }
    }

    private static HttpServer serve(Settings settings, Settings.Host host, Handler handler) throws IOException {
        return switch (host) {
            case Settings.Host.Unix unix -> {
                var parent = unix.path().toAbsolutePath().getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                yield HttpServer.serve(
                        new Listen.Unix(unix.path(), permissions(settings), settings.group()),
                        handler,
                        Guard.OPEN,
                        Limits.DEFAULT);
            }
            case Settings.Host.Tcp tcp -> tcp(settings, tcp, handler);
        };
    }

    /// The owner only, unless a group is named.
    private static Set<PosixFilePermission> permissions(Settings settings) {
        var permissions = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        if (settings.group() != null) {
            permissions.add(PosixFilePermission.GROUP_READ);
            permissions.add(PosixFilePermission.GROUP_WRITE);
        }
        return permissions;
    }

    /// Whoever reaches the API is root here, so plain TCP wants to be asked for by name. Checked before anything else
    /// is done.
    static void check(Settings settings) throws ConfigError {
        for (var host : settings.hosts()) {
            if (host instanceof Settings.Host.Tcp tcp && settings.tls() == null && !settings.plainTcpAllowed()) {
                throw new ConfigError(
                        ("refusing to listen on tcp://%s:%d without TLS: whoever can reach it is root on this"
                                        + " host. Use --tlsverify, or say --tls=false to accept that")
                                .formatted(tcp.host(), tcp.port()));
            }
        }
    }

    private static HttpServer tcp(Settings settings, Settings.Host.Tcp tcp, Handler handler) throws IOException {
        var tls = settings.tls();
        if (tls != null) {
            var guard = tls.verifyPeer() ? Guard.OPEN : Guard.againstBrowsers(Set.of(tcp.host()));
            return HttpServer.serve(new Listen.Tls(tcp.host(), tcp.port(), tls), handler, guard, Limits.DEFAULT);
        }
        LOG.log(
                Level.WARNING,
                "[DEPRECATION NOTICE] API is accessible on tcp://" + tcp.host() + ":" + tcp.port()
                        + " without encryption. Access to the remote API is equivalent to root access on this host");
        return HttpServer.serve(
                new Listen.Tcp(tcp.host(), tcp.port()), handler, Guard.againstBrowsers(Set.of()), Limits.DEFAULT);
    }

    /// Accepts no more, and lets what runs end within the time.
    void stop(Duration grace) {
        var stopping = servers.stream()
                .map(server -> Thread.ofVirtual().name("stop-listener").start(() -> stop(server, grace)))
                .toList();
        try {
            for (var each : stopping) {
                each.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(HttpServer server, Duration grace) {
        try {
            server.stop(grace);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "stop listening: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}
