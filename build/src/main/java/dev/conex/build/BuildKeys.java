package dev.conex.build;

import dev.conex.oci.Digest;
import java.util.List;

/// The key of every step, and what each was made of.
public record BuildKeys(List<Digest> keys, List<List<KeyPart>> parts) {
    public BuildKeys {
        keys = List.copyOf(keys);
        parts = List.copyOf(parts);
    }

    public Digest key(int step) {
        return keys.get(step);
    }
}
