package dev.conex.build;

import dev.conex.oci.Digest;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.Reference;
import java.io.IOException;
import java.util.List;

/// Where finished images go.
@FunctionalInterface
public interface BuildImages {
    /// Stores config and manifest, then points the names at the image; answers its id.
    Digest store(ImageConfig config, Tree tree, List<Reference> names) throws IOException;
}
