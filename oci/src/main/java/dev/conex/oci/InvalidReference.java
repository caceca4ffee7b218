package dev.conex.oci;

/// A text is not an image reference; the message is Docker's.
public final class InvalidReference extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    InvalidReference(String message) {
        super(message);
    }

    InvalidReference(String message, Throwable cause) {
        super(message, cause);
    }

    static InvalidReference format() {
        return new InvalidReference("invalid reference format");
    }
}
