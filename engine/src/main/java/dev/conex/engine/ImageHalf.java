package dev.conex.engine;

import dev.conex.storage.Storage;

/// The image half of an engine, wired: the door, what containers need of it, and the log-in at registries.
record ImageHalf(Images images, RunnableImages runnableImages, RegistryLogin login) {
    static ImageHalf open(EngineConfig config, Storage storage, ContainerUses containers, EventSink events) {
        var core = ImageCore.of(config, storage, containers, events);
        var remotes = new ImageRemotes(config.registries());
        var images = new StoredImages(core, remotes, FastGzip.codecs());
        return new ImageHalf(images, images, remotes);
    }
}
