package dev.conex.engine;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// The engine itself and the host under it.
public interface EngineSystem {
    /// Facts of the engine and the host.
    EngineInfo info();

    /// Versions.
    EngineVersion version();

    /// What fills the disk.
    DiskUsage diskUsage(Set<Part> parts);

    /// Asks a registry whether credentials are good; answers an identity token or empty.
    String login(String serverAddress, ImageCredentials credentials) throws IOException;

    /// Parts of the disk usage.
    enum Part {
        CONTAINERS,
        IMAGES,
        VOLUMES,
        BUILD_CACHE
    }

    /// What fills the disk; lists that weren't asked for are empty.
    record DiskUsage(
            long layerBytes,
            List<ImageSummary> images,
            List<ContainerSummary> containers,
            List<VolumeInspect> volumes,
            List<BuildCacheRow> buildCache) {}
}
