package dev.conex.build;

import dev.conex.oci.Digest;
import dev.conex.oci.ImageConfig;
import java.util.List;

/// What came out.
///
/// @param unusedArgs build arguments that no instruction asked for
public record BuiltImage(Digest id, ImageConfig config, Tree tree, List<String> unusedArgs) {
    public BuiltImage {
        unusedArgs = List.copyOf(unusedArgs);
    }
}
