package dev.conex.http;

import java.nio.file.Path;

/// Which server a client speaks to.
public sealed interface Dial {
    record Unix(Path path) implements Dial {}

    record Tcp(String host, int port) implements Dial {}

    record Tls(String host, int port, TlsFiles tls) implements Dial {}
}
