package dev.conex.engine;

import dev.conex.http.Handler;
import dev.conex.http.HttpServer;
import dev.conex.http.Listen;
import dev.conex.oci.Copy;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Document;
import dev.conex.oci.Index;
import dev.conex.oci.Manifest;
import dev.conex.oci.MediaType;
import dev.conex.oci.Platform;
import dev.conex.oci.Reference;
import dev.conex.registry.DiskRegistry;
import dev.conex.registry.RegistryOptions;
import dev.conex.registry.RegistryServer;
import dev.conex.registry.Remote;
import dev.conex.registry.Remotes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/// Our own registry on the loopback address, which tells what it was asked.
final class RegistryLab implements AutoCloseable {
    private final Path directory = Files.createTempDirectory("cx");
    private final HttpServer server;
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    final String host;

    RegistryLab() throws IOException {
        this(UnaryOperator.identity());
    }

    RegistryLab(UnaryOperator<Handler> around) throws IOException {
        var handler = around.apply(new RegistryServer(DiskRegistry.open(directory)));
        server = HttpServer.serve(new Listen.Tcp("127.0.0.1", 0), (request, response) -> {
            asked.add(request.method() + " " + request.rawPath());
            handler.handle(request, response);
        });
        host = "127.0.0.1:" + server.port();
    }

    Remote remote() {
        return Remotes.open(RegistryOptions.DEFAULT).anonymous();
    }

    Reference reference(String name) {
        return Reference.parse(host + "/" + name);
    }

    /// Pushes an image by hand: its layers gzipped as they are given.
    Descriptor put(Reference at, String tagOrDigest, Platform platform, byte[]... layers) throws IOException {
        var remote = remote();
        var blobs = new ArrayList<Descriptor>();
        for (var layer : layers) {
            var packed = ImageLab.packed(layer, dev.conex.oci.Compression.GZIP);
            blobs.add(Copy.bytes(remote.sink(at), MediaType.OCI_LAYER_GZIP, packed));
        }
        var config = ImageLab.config(platform, layers).document();
        Copy.bytes(remote.sink(at), MediaType.OCI_CONFIG, config.bytes());
        var manifest = new Manifest(config.descriptor(), blobs).document();
        remote.putManifest(at, tagOrDigest.isEmpty() ? manifest.digest().toString() : tagOrDigest, manifest);
        return manifest.descriptor().withPlatform(platform);
    }

    Descriptor putIndex(Reference at, String tag, Descriptor... manifests) throws IOException {
        Document index = new Index(List.of(manifests)).document();
        remote().putManifest(at, tag, index);
        return index.descriptor();
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (var all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
        }
    }
}
