package dev.conex.build;

import dev.conex.build.dockerfile.Dockerfile;
import dev.conex.oci.Platform;
import dev.conex.oci.Reference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What to build: the same from every front door.
///
/// @param target name or number of a stage; empty = the last
/// @param platform what the image is for
/// @param network of RUN steps: `default`, `none`, `host`, …; the runner knows the words
/// @param names given to the image in the end
public record BuildRequest(
        Dockerfile dockerfile,
        BuildContext context,
        String target,
        Platform platform,
        Map<String, String> buildArgs,
        Map<String, String> labels,
        List<Reference> names,
        boolean noCache,
        boolean pull,
        String network) {
    /// The argument that sets every time in the image.
    public static final String SOURCE_DATE_EPOCH = "SOURCE_DATE_EPOCH";

    public BuildRequest {
        buildArgs = Map.copyOf(buildArgs);
        labels = Map.copyOf(labels);
        names = List.copyOf(names);
    }

    /// The time that everything in the image gets, if one was asked for.
    ///
    /// @throws BuildFailed when it is no number of seconds
    public Optional<Instant> epoch() throws BuildFailed {
        var text = buildArgs.getOrDefault(SOURCE_DATE_EPOCH, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("\\d{1,12}")) {
            throw BuildFailed.refused("invalid %s: \"%s\"".formatted(SOURCE_DATE_EPOCH, text));
        }
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
    }
}
