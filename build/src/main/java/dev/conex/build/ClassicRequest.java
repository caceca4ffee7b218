package dev.conex.build;

import dev.conex.oci.Platform;
import dev.conex.oci.Reference;
import java.util.List;
import java.util.Map;

/// The options of `POST /build` that a builder heeds.
///
/// @param dockerfile path of the Dockerfile in the context; empty = `Dockerfile`
/// @param remote URL of a Dockerfile or of an archive to use instead of the body; empty = the body
/// @param remove whether the stream speaks of containers being removed
public record ClassicRequest(
        String dockerfile,
        String remote,
        List<Reference> names,
        Map<String, String> buildArgs,
        Map<String, String> labels,
        String target,
        Platform platform,
        String network,
        boolean noCache,
        boolean pull,
        boolean quiet,
        boolean remove) {
    public ClassicRequest {
        names = List.copyOf(names);
        buildArgs = Map.copyOf(buildArgs);
        labels = Map.copyOf(labels);
    }
}
