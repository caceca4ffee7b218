package dev.conex.registry;

/// A request that the server answers with one of the protocol's error codes.
final class Refused extends RuntimeException {
    private final int status;
    private final String code;

    Refused(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static Refused nameInvalid() {
        return new Refused(400, "NAME_INVALID", "invalid repository name");
    }

    static Refused digestInvalid(String why) {
        return new Refused(400, "DIGEST_INVALID", why);
    }

    static Refused blobUnknown() {
        return new Refused(404, "BLOB_UNKNOWN", "blob unknown to registry");
    }

    static Refused manifestUnknown() {
        return new Refused(404, "MANIFEST_UNKNOWN", "manifest unknown");
    }

    static Refused manifestInvalid(String why) {
        return new Refused(400, "MANIFEST_INVALID", why);
    }

    static Refused uploadUnknown() {
        return new Refused(404, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry");
    }

    static Refused unsupported() {
        return new Refused(405, "UNSUPPORTED", "the operation is unsupported");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
