package dev.conex.engine;

import dev.conex.oci.Descriptor;
import dev.conex.oci.ImageConfig;
import org.jspecify.annotations.Nullable;

/// Images, as containers need them. The image half implements it.
interface RunnableImages {
    /// Finds by name, digest or id (prefix); unpacks layers that aren't yet. [Refusal.NotFound] if it isn't
    /// here.
    RunnableImage resolve(String name, @Nullable String platform);

    /// Makes an image of a configuration whose last layer is new (commit), names it if a reference is given;
    /// answers its id. `base` is the image the container was made of.
    String commit(ImageConfig config, RunnableImage base, Descriptor newLayer, @Nullable String reference);
}
