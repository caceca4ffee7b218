package dev.conex.network;

import java.util.Locale;

/// The transport of a published port.
public enum Protocol {
    TCP,
    UDP,
    SCTP;

    /// Lower case, as in `80/tcp`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads the word.
    public static Protocol parse(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "tcp" -> TCP;
            case "udp" -> UDP;
            case "sctp" -> SCTP;
            default -> throw new IllegalArgumentException("protocol \"%s\": not tcp, udp or sctp".formatted(word));
        };
    }
}
