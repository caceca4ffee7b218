package dev.conex.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A `--security-opt`: a seccomp profile given as a file is sent as its text, as the daemon can't see the client's
/// files.
final class SecurityOption {
    private SecurityOption() {}

    static String read(String option) {
        String value = option.startsWith("seccomp=") || option.startsWith("seccomp:")
                ? option.substring("seccomp=".length())
                : "";
        if (value.isEmpty() || value.equals("unconfined") || value.equals("builtin")) {
            return option.startsWith("seccomp:") ? "seccomp=" + value : option;
        }
        try {
            return "seccomp=" + Files.readString(Path.of(value));
        } catch (IOException e) {
            throw new IllegalArgumentException("opening seccomp profile (" + value + ") failed: " + e.getMessage(), e);
        }
    }
}
