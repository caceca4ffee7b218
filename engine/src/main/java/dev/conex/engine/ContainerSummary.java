package dev.conex.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One row of a list. `state` is Docker's word; the edge words the status line from the times.
public record ContainerSummary(
        ContainerId id,
        List<String> names,
        String image,
        String imageId,
        List<String> command,
        Instant created,
        ContainerInspect.StateView state,
        Map<String, String> labels,
        String networkMode,
        List<Port> ports,
        List<ContainerInspect.MountPoint> mounts,
        List<Endpoint> endpoints,
        ContainerInspect.@Nullable Sizes sizes,
        @Nullable Map<String, String> annotations,
        ContainerInspect.ImageUse imageUse) {

    /// A published (`hostPort` > 0) or only exposed port.
    public record Port(String hostAddress, int containerPort, int hostPort, String protocol) {}
}
