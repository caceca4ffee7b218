package dev.conex.api;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything known of one container.
@Json(caseInsensitiveKeys = true)
public record ContainerJson(
        @Json.Property("Id") String id,
        @Json.Property("Created") Instant created,
        @Json.Property("Path") String path,
        @Json.Property("Args") List<String> args,
        @Json.Property("State") StateJson state,
        @Json.Property("Image") String image,
        @Json.Property("ResolvConfPath") String resolvConfPath,
        @Json.Property("HostnamePath") String hostnamePath,
        @Json.Property("HostsPath") String hostsPath,
        @Json.Property("LogPath") String logPath,
        @Json.Property("Name") String name,
        @Json.Property("RestartCount") int restartCount,
        @Json.Property("Driver") String driver,
        @Json.Property("Platform") String platform,
        @Json.Property("ImageManifestDescriptor") @Nullable DescriptorJson imageManifestDescriptor,
        @Json.Property("MountLabel") String mountLabel,
        @Json.Property("ProcessLabel") String processLabel,
        @Json.Property("AppArmorProfile") String appArmorProfile,
        @Json.Property("ExecIDs") List<String> execIds,
        @Json.Property("HostConfig") HostConfig hostConfig,
        @Json.Property("GraphDriver") @Nullable GraphDriverJson graphDriver,
        @Json.Property("SizeRw") @Nullable Long sizeRw,
        @Json.Property("SizeRootFs") @Nullable Long sizeRootFs,
        @Json.Property("Mounts") List<MountPointJson> mounts,
        @Json.Property("Config") ContainerSettings config,
        @Json.Property("NetworkSettings") NetworkSettingsJson networkSettings) {
    public ContainerJson {
        id = Nil.text(id);
        created = Times.orZero(created);
        path = Nil.text(path);
        args = Nil.orEmpty(args);
        image = Nil.text(image);
        resolvConfPath = Nil.text(resolvConfPath);
        hostnamePath = Nil.text(hostnamePath);
        hostsPath = Nil.text(hostsPath);
        logPath = Nil.text(logPath);
        name = Nil.text(name);
        driver = Nil.text(driver);
        platform = Nil.text(platform);
        mountLabel = Nil.text(mountLabel);
        processLabel = Nil.text(processLabel);
        appArmorProfile = Nil.text(appArmorProfile);
        execIds = Nil.list(execIds);
        mounts = Nil.orEmpty(mounts);
    }
}
