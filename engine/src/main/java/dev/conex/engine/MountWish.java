package dev.conex.engine;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One `--mount` as given. `type`: `bind`, `volume`, `tmpfs`, `image`.
@Json
public record MountWish(
        String type,
        @Nullable String source,
        String target,
        boolean readOnly,
        @Nullable String consistency,
        @Nullable BindOptions bind,
        @Nullable VolumeOptions volume,
        @Nullable TmpfsOptions tmpfs,
        @Nullable ImageOptions image) {

    /// For `bind`.
    @Json
    public record BindOptions(
            @Nullable String propagation,
            boolean nonRecursive,
            boolean createMountpoint,
            boolean readOnlyNonRecursive,
            boolean readOnlyForceRecursive) {}

    /// For `volume`.
    @Json
    public record VolumeOptions(
            boolean noCopy,
            @Nullable Map<String, String> labels,
            @Nullable String subpath,
            @Nullable String driver,
            @Nullable Map<String, String> driverOptions) {
        public VolumeOptions {
            labels = Given.keep(labels);
            driverOptions = Given.keep(driverOptions);
        }
    }

    /// For `tmpfs`; each option is one word or a key and its value.
    @Json
    public record TmpfsOptions(
            long sizeBytes, int mode, @Nullable List<List<String>> options) {
        public TmpfsOptions {
            options = Given.keep(options);
        }
    }

    /// For `image`.
    @Json
    public record ImageOptions(@Nullable String subpath) {}
}
