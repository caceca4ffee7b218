package dev.conex.engine;

import dev.conex.storage.Storage;
import java.io.IOException;
import java.util.List;

/// The halves of the engine that aren't containers, each as its door and as what containers need of it, and
/// what has to be closed with the engine.
record Parts(
        Images images,
        RunnableImages runnableImages,
        RegistryLogin login,
        Networks networks,
        ContainerNetworks containerNetworks,
        Volumes volumes,
        MountableVolumes mountableVolumes,
        List<AutoCloseable> toClose) {
    Parts {
        toClose = List.copyOf(toClose);
    }

    /// Makes them over what they stand on.
    @FunctionalInterface
    interface Maker {
        Parts make(EngineConfig config, Storage storage, ContainerUses containers, EventSink events) throws IOException;
    }
}
