package dev.conex.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A volume as wished; an absent name is invented (and makes it anonymous).
public record VolumeCreate(
        @Nullable String name,
        @Nullable String driver,
        @Nullable Map<String, String> options,
        @Nullable Map<String, String> labels) {
    public VolumeCreate {
        options = Given.keep(options);
        labels = Given.keep(labels);
    }

    /// A local volume.
    public static VolumeCreate named(String name) {
        return new VolumeCreate(name, null, null, null);
    }
}
