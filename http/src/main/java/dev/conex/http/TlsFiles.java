package dev.conex.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Keys and certificates of one side as PEM files, as Docker's `--tlscacert`, `--tlscert`, `--tlskey`,
/// `--tlsverify`.
///
/// @param authority   certificates that the peer's must come from; null = those of the JDK
/// @param certificate this side's certificate chain; null only for a client without one
/// @param key         its private key (PKCS#8, or the older RSA and EC forms); null together with `certificate`
/// @param verifyPeer  a server asks for a client certificate; a client checks the server's chain and name
public record TlsFiles(
        @Nullable Path authority,
        @Nullable Path certificate,
        @Nullable Path key,
        boolean verifyPeer) {
    public TlsFiles {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("tls: a certificate needs its key, and a key its certificate");
        }
    }
}
