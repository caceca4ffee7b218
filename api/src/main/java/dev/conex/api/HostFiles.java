package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What of the host is mounted, part of `HostConfig`.
@Json(caseInsensitiveKeys = true)
public record HostFiles(
        @Json.Property("Binds") List<String> binds,
        @Json.Property("ContainerIDFile") String containerIdFile,
        @Json.Property("Mounts") @Nullable List<MountSettings> mounts,
        @Json.Property("Tmpfs") @Nullable Map<String, String> tmpfs,
        @Json.Property("VolumesFrom") List<String> volumesFrom,
        @Json.Property("VolumeDriver") String volumeDriver,
        @Json.Property("StorageOpt") @Nullable Map<String, String> storageOpt,
        @Json.Property("ShmSize") long shmSize) {
    public HostFiles {
        binds = Nil.list(binds);
        containerIdFile = Nil.text(containerIdFile);
        mounts = Nil.omitEmpty(mounts);
        tmpfs = Nil.omitEmpty(tmpfs);
        volumesFrom = Nil.list(volumesFrom);
        volumeDriver = Nil.text(volumeDriver);
        storageOpt = Nil.omitEmpty(storageOpt);
    }
    /// Nothing.
    public static final HostFiles NONE = new HostFiles(Nil.list(), "", null, null, Nil.list(), "", null, 0);
}
