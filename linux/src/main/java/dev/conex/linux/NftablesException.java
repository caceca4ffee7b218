package dev.conex.linux;

import java.io.IOException;

/// A firewall transaction that was refused as a whole; the message is the library's, shortened.
public final class NftablesException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int TEXT_MAX = 2_000;

    NftablesException(String subject, String text) {
        super("nft %s: %s"
                .formatted(subject, text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) + " …" : text.strip()));
    }

    /// Whether something in it wasn't there.
    public boolean absent() {
        return String.valueOf(getMessage()).contains("No such file or directory");
    }

    /// Whether something in it was there already, with another content.
    public boolean exists() {
        return String.valueOf(getMessage()).contains("File exists");
    }
}
