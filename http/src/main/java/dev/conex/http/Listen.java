package dev.conex.http;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a server listens.
public sealed interface Listen {
    /// A unix socket. A dead socket file of an earlier server is replaced; a living one is not.
    ///
    /// @param group the file's group, or null to leave it
    record Unix(
            Path path,
            Set<PosixFilePermission> permissions,
            @Nullable String group) implements Listen {
        public Unix {
            permissions = Set.copyOf(permissions);
        }

        /// Readable and writable by the owner and the file's group, as Docker's socket is (0660).
        public Unix(Path path) {
            this(
                    path,
                    Set.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.GROUP_READ,
                            PosixFilePermission.GROUP_WRITE),
                    null);
        }
    }

    /// Plain TCP; port 0 takes a free one.
    record Tcp(String host, int port) implements Listen {}

    /// TLS over TCP; `tls` must name a certificate and its key.
    record Tls(String host, int port, TlsFiles tls) implements Listen {}
}
