package dev.conex.oci;

import java.io.IOException;

/// Foreign bytes are not what they should be: a wrong digest or size, an invalid document, a broken archive.
/// The message names the thing, what was expected and what came. It is the sender's fault, never ours.
public final class MalformedContent extends IOException {
    private static final long serialVersionUID = 1;

    public MalformedContent(String message) {
        super(message);
    }

    public MalformedContent(String message, Throwable cause) {
        super(message, cause);
    }
}
