package dev.conex.engine;

import java.util.List;
import java.util.Map;

/// What other halves may know of a container. `name` without slash; `volumes` are volume names.
record ContainerUse(
        ContainerId id,
        String name,
        String imageId,
        String imageName,
        boolean running,
        List<String> volumes,
        List<Endpoint> endpoints,
        ContainerSpec spec,
        Map<String, String> labels) {}
