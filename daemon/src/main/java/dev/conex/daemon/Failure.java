package dev.conex.daemon;

/// The edge itself says no: a request that can't be understood.
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;

    Failure(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static Failure badRequest(String message) {
        return new Failure(400, message);
    }

    int status() {
        return status;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
