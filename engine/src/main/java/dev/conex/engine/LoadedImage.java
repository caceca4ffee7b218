package dev.conex.engine;

import dev.conex.oci.Descriptor;
import dev.conex.oci.Reference;
import java.util.List;

/// An image that came in an archive, and the names it had there.
record LoadedImage(Descriptor target, List<Reference> names) {
    LoadedImage {
        names = List.copyOf(names);
    }
}
