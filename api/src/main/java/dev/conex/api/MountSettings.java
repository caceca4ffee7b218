package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One `--mount`.
@Json(caseInsensitiveKeys = true)
public record MountSettings(
        @Json.Property("Type") String type,
        @Json.Property("Source") @Nullable String source,
        @Json.Property("Target") @Nullable String target,
        @Json.Property("ReadOnly") @Nullable Boolean readOnly,
        @Json.Property("Consistency") @Nullable String consistency,
        @Json.Property("BindOptions") @Nullable BindSettings bindOptions,
        @Json.Property("VolumeOptions") @Nullable VolumeSettings volumeOptions,
        @Json.Property("ImageOptions") @Nullable ImageSettings imageOptions,
        @Json.Property("TmpfsOptions") @Nullable TmpfsSettings tmpfsOptions,
        @Json.Property("ClusterOptions") @Nullable Empty clusterOptions) {
    public MountSettings {
        type = Nil.text(type);
        source = Nil.omitEmpty(source);
        target = Nil.omitEmpty(target);
        consistency = Nil.omitEmpty(consistency);
    }

    /// For `bind`.
    @Json(caseInsensitiveKeys = true)
    public record BindSettings(
            @Json.Property("Propagation") @Nullable String propagation,
            @Json.Property("NonRecursive") @Nullable Boolean nonRecursive,
            @Json.Property("CreateMountpoint") @Nullable Boolean createMountpoint,
            @Json.Property("ReadOnlyNonRecursive") @Nullable Boolean readOnlyNonRecursive,

            @Json.Property("ReadOnlyForceRecursive") @Nullable
            Boolean readOnlyForceRecursive) {
        public BindSettings {
            propagation = Nil.omitEmpty(propagation);
        }
    }

    /// For `volume`.
    @Json(caseInsensitiveKeys = true)
    public record VolumeSettings(
            @Json.Property("NoCopy") @Nullable Boolean noCopy,
            @Json.Property("Labels") @Nullable Map<String, String> labels,
            @Json.Property("Subpath") @Nullable String subpath,
            @Json.Property("DriverConfig") @Nullable DriverSettings driverConfig) {
        public VolumeSettings {
            labels = Nil.omitEmpty(labels);
            subpath = Nil.omitEmpty(subpath);
        }
    }

    /// The driver of a volume that is made by the way.
    @Json(caseInsensitiveKeys = true)
    public record DriverSettings(
            @Json.Property("Name") @Nullable String name,
            @Json.Property("Options") @Nullable Map<String, String> options) {
        public DriverSettings {
            name = Nil.omitEmpty(name);
            options = Nil.omitEmpty(options);
        }
    }

    /// For `image`.
    @Json(caseInsensitiveKeys = true)
    public record ImageSettings(
            @Json.Property("Subpath") @Nullable String subpath) {
        public ImageSettings {
            subpath = Nil.omitEmpty(subpath);
        }
    }

    /// For `tmpfs`.
    @Json(caseInsensitiveKeys = true)
    public record TmpfsSettings(
            @Json.Property("SizeBytes") @Nullable Long sizeBytes,
            @Json.Property("Mode") @Nullable Long mode,
            @Json.Property("Options") @Nullable List<List<String>> options) {
        public TmpfsSettings {
            options = Nil.omitEmpty(options);
        }
    }
}
