package dev.conex.storage;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a volume shall be like.
///
/// @param name null for a random one of 64 hex digits
public record VolumeSpec(
        @Nullable String name, String driver, Map<String, String> labels, Map<String, String> options) {
    public static final String LOCAL = "local";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}");

    public VolumeSpec {
        if (name != null && !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory, use absolute path"
                            .formatted(name));
        }
        labels = Map.copyOf(labels);
        options = Map.copyOf(options);
    }

    public static VolumeSpec named(String name) {
        return new VolumeSpec(name, LOCAL, Map.of(), Map.of());
    }

    public static VolumeSpec anonymous() {
        return new VolumeSpec(null, LOCAL, Map.of(), Map.of());
    }
}
