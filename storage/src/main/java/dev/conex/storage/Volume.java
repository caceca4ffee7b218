package dev.conex.storage;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// A volume: the directory `mountpoint` is what containers see.
///
/// @param anonymous made without a name
public record Volume(
        String name,
        String driver,
        Path mountpoint,
        Map<String, String> labels,
        Map<String, String> options,
        Instant created,
        boolean anonymous) {

    public Volume {
        labels = Map.copyOf(labels);
        options = Map.copyOf(options);
    }
}
