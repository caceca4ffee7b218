package dev.conex.engine;

import dev.conex.storage.Storage;
import java.io.IOException;

/// The halves of the engine that aren't containers, each as its door and as what containers need of it.
record Parts(
        Images images,
        RunnableImages runnableImages,
        RegistryLogin login,
        Networks networks,
        ContainerNetworks containerNetworks,
        Volumes volumes,
        MountableVolumes mountableVolumes) {

    /// Makes them over what they stand on.
    @FunctionalInterface
    interface Maker {
        Parts make(EngineConfig config, Storage storage, ContainerUses containers, EventSink events) throws IOException;
    }
}
