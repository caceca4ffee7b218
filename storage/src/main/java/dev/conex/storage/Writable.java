package dev.conex.storage;

import dev.conex.oci.ChainId;
import java.util.List;
import java.util.regex.Pattern;

/// A writable tree: its key, and the layers below it from the bottom up.
public record Writable(String key, List<ChainId> chain) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

    public Writable {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("snapshot key \"%s\": not [A-Za-z0-9][A-Za-z0-9_.-]*".formatted(key));
        }
        chain = List.copyOf(chain);
    }
}
