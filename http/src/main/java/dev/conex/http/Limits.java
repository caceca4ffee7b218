package dev.conex.http;

import java.time.Duration;

/// What a server grants its peers.
///
/// @param connectionsMax connections at once; one more is answered with 503 and closed
/// @param idle           how long a kept connection may wait for its next request
/// @param head           how long a head may take from its first byte to its last, and a TLS handshake
public record Limits(int connectionsMax, Duration idle, Duration head) {
    /// Bytes of a request or status line with all its header lines.
    public static final int HEAD_BYTES_MAX = 64 * 1024;
    /// Header lines of one head.
    public static final int HEADER_LINES_MAX = 100;
    /// Bytes of a body nobody has read that are read away to keep the connection.
    public static final int DRAIN_BYTES_MAX = 256 * 1024;

    public static final Limits DEFAULT = new Limits(4096, Duration.ofMinutes(10), Duration.ofSeconds(30));

    public Limits {
        if (connectionsMax < 1 || idle.isNegative() || head.isNegative()) {
            throw new IllegalArgumentException(
                    "limits must be positive: " + connectionsMax + ", " + idle + ", " + head);
        }
    }
}
