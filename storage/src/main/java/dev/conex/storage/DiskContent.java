package dev.conex.storage;

import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Ingest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Blobs as files of an OCI image layout: `blobs/sha256/<hex>`. What is being written lies in `ingest/`, and is
/// thrown away at the next start.
final class DiskContent implements Content {
    private static final String LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}";
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final Path blobs;
    private final Path ingests;

    private DiskContent(Path blobs, Path ingests) {
        this.blobs = blobs;
        this.ingests = ingests;
    }

    static DiskContent open(Path root) throws IOException {
        var content = new DiskContent(root.resolve("blobs"), root.resolve("ingest"));
        Disk.makeDirectory(root);
        Disk.makeDirectory(content.blobs);
        Disk.makeDirectory(content.blobs.resolve(Digest.SHA256));
        Disk.makeDirectory(content.blobs.resolve(Digest.SHA512));
        Disk.deleteTree(content.ingests);
        Disk.makeDirectory(content.ingests);
        if (!Files.exists(root.resolve("oci-layout"))) {
            Files.write(root.resolve("oci-layout"), LAYOUT.getBytes(StandardCharsets.UTF_8));
        }
        return content;
    }

    private Path file(Digest digest) {
        return blobs.resolve(digest.algorithm()).resolve(digest.hex());
    }

    @Override
    public InputStream open(Descriptor descriptor) throws IOException {
        try {
            return Files.newInputStream(file(descriptor.digest()));
        } catch (NoSuchFileException e) {
            throw new IOException("blob %s: not found".formatted(descriptor.digest()), e);
        }
    }

    @Override
    public boolean has(Digest digest) {
        return Files.exists(file(digest));
    }

    @Override
    public Optional<Descriptor> stat(Digest digest) throws IOException {
        try {
            return Optional.of(new Descriptor(UNKNOWN_TYPE, digest, Files.size(file(digest))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(Digest digest) throws IOException {
        Files.deleteIfExists(file(digest));
    }

    @Override
    public Stream<Digest> list() throws IOException {
        var all = new ArrayList<Digest>();
        for (var algorithm : List.of(Digest.SHA256, Digest.SHA512)) {
            try (var files = Files.newDirectoryStream(blobs.resolve(algorithm))) {
                files.forEach(
                        file -> all.add(new Digest(algorithm, file.getFileName().toString())));
            }
        }
        return all.stream();
    }

    @Override
    public Ingest ingest(Descriptor descriptor) throws IOException {
        return begin(descriptor, descriptor.mediaType());
    }

    @Override
    public Ingest ingestUnknown(String mediaType) throws IOException {
        return begin(null, mediaType);
    }

    private Ingest begin(@Nullable Descriptor expected, String mediaType) throws IOException {
        return new DiskIngest(Disk.temporary(ingests), this::file, mediaType, expected);
    }
}
