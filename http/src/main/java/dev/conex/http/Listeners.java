package dev.conex.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes listening sockets.
final class Listeners {
    private static final int BACKLOG = 1024;

    private Listeners() {}

    /// A listening socket.
    ///
    /// @param file the socket file and what identifies it, or null where there is none
    record Bound(ServerSocketChannel channel, @Nullable SocketFile file) {}

    /// A unix socket's file, removed at the end unless another server has put its own there.
    record SocketFile(Path path, @Nullable Object key) {
        void delete() throws IOException {
            if (Files.exists(path) && Objects.equals(key, keyOf(path))) {
                Files.delete(path);
            }
        }

        static @Nullable Object keyOf(Path path) throws IOException {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        }
    }

    static Bound bind(Listen listen) throws IOException {
        return switch (listen) {
            case Listen.Unix unix -> unix(unix);
            case Listen.Tcp tcp -> tcp(tcp.host(), tcp.port());
            case Listen.Tls tls -> tcp(tls.host(), tls.port());
        };
    }

    private static Bound tcp(String host, int port) throws IOException {
        var address = host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        var channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            return new Bound(channel.bind(address, BACKLOG), null);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new IOException("listen on tcp \"" + host + ":" + port + "\": " + e.getMessage(), e);
        }
    }

    /// Binds under a name nobody knows yet and renames, so that the socket is never reachable with other
    /// permissions than those asked for, and there is no moment without one.
    private static Bound unix(Listen.Unix listen) throws IOException {
        Path path = listen.path();
        requireNobodyListens(path);
        Path unnamed = path.resolveSibling("." + Long.toString(System.nanoTime(), Character.MAX_RADIX));
        Files.deleteIfExists(unnamed);
        var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(unnamed), BACKLOG);
            var view = Files.getFileAttributeView(unnamed, PosixFileAttributeView.class);
            view.setPermissions(listen.permissions());
            if (listen.group() != null) {
                var groups = path.getFileSystem().getUserPrincipalLookupService();
                view.setGroup(groups.lookupPrincipalByGroupName(listen.group()));
            }
            Files.move(unnamed, path, StandardCopyOption.ATOMIC_MOVE);
            return new Bound(channel, new SocketFile(path, SocketFile.keyOf(path)));
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(unnamed);
            throw new IOException("listen on unix socket \"" + path + "\": " + e, e);
        }
    }

    private static void requireNobodyListens(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        boolean alive;
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
            alive = true;
        } catch (IOException e) {
            // nobody accepts: the file of a server that died, which the rename replaces
            alive = false;
        }
        if (alive) {
            throw new BindException("listen on unix socket \"" + path + "\": another server listens there");
        }
    }
}
