package dev.conex.engine;

import dev.conex.oci.ChainId;
import dev.conex.oci.Descriptor;
import dev.conex.oci.ImageConfig;
import java.util.List;

/// An image that is here, unpacked, and fit to run: its id as users see it, its manifest for the platform, its
/// configuration, and its chain, bottom first.
record RunnableImage(String id, Descriptor manifest, ImageConfig config, List<ChainId> chain) {
    RunnableImage {
        chain = List.copyOf(chain);
    }
}
