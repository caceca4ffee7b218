package dev.conex.build;

import dev.conex.build.dockerfile.Dockerfile;
import dev.conex.build.dockerfile.IgnoreRules;
import dev.conex.linux.Dir;
import dev.conex.oci.ContainerDefaults;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.ImageConfig;
import dev.conex.oci.MediaType;
import dev.conex.oci.Platform;
import dev.conex.oci.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What several tests start from.
final class Fixtures {
    static final Platform AMD64 = Platform.parse("linux/amd64");

    private Fixtures() {}

    static BuildRequest request(String dockerfile) {
        return request(dockerfile, Map.of(), "");
    }

    static BuildRequest request(String dockerfile, Map<String, String> args, String target) {
        return new BuildRequest(
                Dockerfile.parse(dockerfile),
                new BuildContext(dir(Path.of("/")), IgnoreRules.NONE),
                target,
                AMD64,
                args,
                Map.of(),
                List.of(),
                false,
                false,
                "default");
    }

    static Dir dir(Path path) {
        try {
            return Dir.open(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An image that has one imagined layer.
    static BaseImage image(Reference reference, List<String> onBuild) {
        var layer = Digest.ofSha256(reference.toString().getBytes(StandardCharsets.UTF_8));
        var defaults = ContainerDefaults.NONE
                .withEnv(List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"))
                .withCmd(List.of("sh"))
                .withOnBuild(onBuild);
        var config = ImageConfig.scratch(AMD64).withDefaults(defaults).withLayers(List.of(layer), List.of());
        var descriptor = new Descriptor(MediaType.OCI_LAYER_GZIP, layer, 1);
        return new BaseImage(reference.familiar(), layer, config, new Tree(List.of(new BuiltLayer(descriptor, layer))));
    }

    static BuildGraph graph(BuildRequest request) {
        return graph(request, List.of());
    }

    static BuildGraph graph(BuildRequest request, List<String> onBuild) {
        try {
            return Planning.plan(request, (reference, _, _) -> image(reference, onBuild));
        } catch (BuildFailed | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
