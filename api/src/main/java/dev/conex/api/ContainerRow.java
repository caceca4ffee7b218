package dev.conex.api;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One row of a list of containers.
@Json(caseInsensitiveKeys = true)
public record ContainerRow(
        @Json.Property("Id") String id,
        @Json.Property("Names") List<String> names,
        @Json.Property("Image") String image,
        @Json.Property("ImageID") String imageId,
        @Json.Property("ImageManifestDescriptor") @Nullable DescriptorJson imageManifestDescriptor,
        @Json.Property("Command") String command,
        @Json.Property("Created") long created,
        @Json.Property("Ports") List<PortRow> ports,
        @Json.Property("SizeRw") @Nullable Long sizeRw,
        @Json.Property("SizeRootFs") @Nullable Long sizeRootFs,
        @Json.Property("Labels") Map<String, String> labels,
        @Json.Property("State") String state,
        @Json.Property("Status") String status,
        @Json.Property("HostConfig") HostRow hostConfig,
        @Json.Property("NetworkSettings") NetworksRow networkSettings,
        @Json.Property("Mounts") List<MountPointJson> mounts) {
    public ContainerRow {
        id = Nil.text(id);
        names = Nil.orEmpty(names);
        image = Nil.text(image);
        imageId = Nil.text(imageId);
        command = Nil.text(command);
        ports = Nil.orEmpty(ports);
        labels = Nil.orEmpty(labels);
        state = Nil.text(state);
        status = Nil.text(status);
        mounts = Nil.orEmpty(mounts);
    }

    /// A port, published or only exposed.
    @Json(caseInsensitiveKeys = true)
    public record PortRow(
            @Json.Property("IP") @Nullable String ip,
            @Json.Property("PrivatePort") int privatePort,
            @Json.Property("PublicPort") @Nullable Integer publicPort,
            @Json.Property("Type") String type) {
        public PortRow {
            ip = Nil.omitEmpty(ip);
            type = Nil.text(type);
        }
    }

    /// The little of `HostConfig` that a list has.
    @Json(caseInsensitiveKeys = true)
    public record HostRow(
            @Json.Property("NetworkMode") String networkMode,
            @Json.Property("Annotations") @Nullable Map<String, String> annotations) {
        public HostRow {
            networkMode = Nil.text(networkMode);
            annotations = Nil.omitEmpty(annotations);
        }
    }

    /// The networks by name.
    @Json(caseInsensitiveKeys = true)
    public record NetworksRow(@Json.Property("Networks") Map<String, EndpointSettings> networks) {
        public NetworksRow {
            networks = Nil.orEmpty(networks);
        }
    }
}
