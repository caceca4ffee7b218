package dev.conex.daemon;

import dev.conex.engine.Refusal;

/// Words for values that make no sense. Where the engine has a reason, that is Docker's own sentence; otherwise the
/// kind
/// of the value decides.
final class InvalidWords {
    private InvalidWords() {}

    static String of(Refusal.Invalid r) {
        return switch (r.what()) {
            case FILTER -> r.why().isEmpty() ? "invalid filter '%s'".formatted(r.value()) : r.why();
            case CONTAINER_NAME ->
                r.why().isEmpty()
                        ? "Invalid container name (%s), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed".formatted(r.value())
                        : r.why();
            case SIGNAL -> "invalid signal: " + r.value();
            case LOG_DRIVER ->
                r.why().isEmpty()
                        ? "error looking up logging plugin %s: plugin \"%s\" not found".formatted(r.value(), r.value())
                        : r.why();
            case VOLUME_NAME -> r.why().isEmpty() ? volumeName(r.value()) : r.why();
            case VOLUME_DRIVER ->
                r.why().isEmpty()
                        ? "error looking up volume plugin %s: plugin \"%s\" not found".formatted(r.value(), r.value())
                        : r.why();
            case DETACH_KEYS -> "Invalid detach keys (%s) provided".formatted(r.value());
            case REFERENCE -> r.why().isEmpty() ? "invalid reference format" : r.why();
            case CONFIG,
                    COMMAND,
                    USER,
                    WORKING_DIR,
                    PORT,
                    MOUNT,
                    BIND,
                    TMPFS,
                    NETWORK_MODE,
                    NETWORK_NAME,
                    ADDRESS,
                    MEMORY,
                    CPU,
                    PIDS,
                    DEVICE,
                    CAPABILITY,
                    SECURITY_OPTION,
                    ULIMIT,
                    SYSCTL,
                    RESTART_POLICY,
                    LOG_OPTION,
                    LABEL,
                    ENV,
                    HOST,
                    DNS,
                    HOSTNAME,
                    HEALTHCHECK,
                    NAMESPACE_MODE,
                    PLATFORM,
                    ARCHIVE,
                    PATH,
                    TIME,
                    CHANGE,
                    BLKIO,
                    RUNTIME,
                    OTHER -> sentence(r);
        };
    }

    private static String sentence(Refusal.Invalid r) {
        var kind = r.what().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        if (r.why().isEmpty()) {
            return "invalid %s: \"%s\"".formatted(kind, r.value());
        }
        return r.why();
    }

    private static String volumeName(String name) {
        return ("create %s: \"%s\" includes invalid characters for a local volume name, only "
                        + "\"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory, use absolute path")
                .formatted(name, name);
    }
}
