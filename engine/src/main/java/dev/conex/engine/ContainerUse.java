package dev.conex.engine;

import java.util.List;
import java.util.Map;

/// What other halves may know of a container. `name` without slash; `volumes` are volume names; `manifest` is
/// the digest of the image's manifest for the platform, empty when nobody cares.
record ContainerUse(
        ContainerId id,
        String name,
        String imageId,
        String imageName,
        boolean running,
        List<String> volumes,
        List<Endpoint> endpoints,
        ContainerSpec spec,
        Map<String, String> labels,
        String manifest) {

    /// For those who don't care about the manifest.
    ContainerUse(
            ContainerId id,
            String name,
            String imageId,
            String imageName,
            boolean running,
            List<String> volumes,
            List<Endpoint> endpoints,
            ContainerSpec spec,
            Map<String, String> labels) {
        this(id, name, imageId, imageName, running, volumes, endpoints, spec, labels, "");
    }
}
