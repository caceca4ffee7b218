package dev.conex.engine;

import dev.conex.oci.BytePath;
import dev.conex.oci.Compression;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Ingest;
import dev.conex.oci.MalformedContent;
import dev.conex.oci.Manifest;
import dev.conex.oci.TarEntry;
import dev.conex.oci.TarReader;
import dev.conex.storage.Content;
import dev.conex.storage.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes an archive of images from a stream that can't be rewound: its blobs go into the store as they come,
/// its tables stay in memory. Links are followed among the members of the archive alone.
final class LoadSpool {
    static final int MEMBERS_MAX = 100_000;
    /// Of each table.
    static final int TABLE_BYTES_MAX = Manifest.BYTES_MAX;

    private static final int LINKS_MAX = 8;
    private static final int BUFFER_BYTES = 1 << 17;
    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final Set<BytePath> TABLES = Set.of(
            BytePath.of("manifest.json"),
            BytePath.of("index.json"),
            BytePath.of("oci-layout"),
            BytePath.of("repositories"));

    private final ImageCore core;
    private final Content content;
    private final Lease lease;
    private final Map<BytePath, byte[]> tables = new HashMap<>();
    private final Map<BytePath, Blob> blobs = new HashMap<>();
    private final Map<BytePath, BytePath> links = new HashMap<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];

    /// A member that was stored.
    record Blob(Descriptor descriptor, Compression compression) {}

    LoadSpool(ImageCore core, Lease lease) {
        this.core = core;
        this.content = core.storage().content();
        this.lease = lease;
    }

    /// Reads an uncompressed archive to its end.
    void read(InputStream tar) throws IOException {
        var reader = new TarReader(tar);
        int members = 0;
        for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            if (++members > MEMBERS_MAX) {
                throw new MalformedContent("archive: more than %d members".formatted(MEMBERS_MAX));
            }
            take(entry.get(), reader);
        }
    }

    private void take(TarEntry entry, TarReader reader) throws IOException {
        var path = entry.name().inRoot();
        switch (entry.kind()) {
            case TarEntry.Kind.File file -> takeFile(path, file.size(), reader);
            case TarEntry.Kind.Symlink link -> links.put(path, target(path, link.target()));
            case TarEntry.Kind.HardLink link -> links.put(path, link.target().inRoot());
            case TarEntry.Kind.Directory _, TarEntry.Kind.Device _, TarEntry.Kind.Fifo _ -> {}
        }
    }

    private static BytePath target(BytePath link, BytePath target) throws MalformedContent {
        return (target.isAbsolute() ? target : link.parent().resolve(target)).inRoot();
    }

    private void takeFile(BytePath path, long size, TarReader reader) throws IOException {
        if (TABLES.contains(path)) {
            tables.put(path, table(path, size, reader));
        } else if (!old(path)) {
            var digest = digest(path);
            blobs.put(path, digest.isPresent() ? named(digest.get(), size, reader) : unnamed(reader));
        }
    }

    private static byte[] table(BytePath path, long size, TarReader reader) throws IOException {
        if (size > TABLE_BYTES_MAX) {
            throw new MalformedContent(
                    "archive: \"%s\" has %d bytes, the limit is %d".formatted(path, size, TABLE_BYTES_MAX));
        }
        return reader.data().readAllBytes();
    }

    /// What only engines before 2016 read.
    private static boolean old(BytePath path) {
        var name = path.fileName();
        return !path.parent().isEmpty() && (name.equals(BytePath.of("VERSION")) || name.equals(BytePath.of("json")));
    }

    /// Of `blobs/sha256/<hex>`.
    private static Optional<Digest> digest(BytePath path) throws MalformedContent {
        var parts = path.components();
        if (parts.size() != 3 || !parts.getFirst().equals(BytePath.of("blobs"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Digest(parts.get(1).toString(), parts.get(2).toString()));
        } catch (IllegalArgumentException e) {
            throw new MalformedContent("archive: \"%s\": %s".formatted(path, e.getMessage()), e);
        }
    }

    private Blob named(Digest digest, long size, TarReader reader) throws IOException {
        lease.keep(digest);
        var there = content.stat(digest);
        if (there.isPresent()) {
            return present(there.get());
        }
        try (var ingest = content.ingest(new Descriptor(UNKNOWN_TYPE, digest, size))) {
            return stored(ingest, reader);
        }
    }

    /// What is here already needn't come again.
    private Blob present(Descriptor blob) throws IOException {
        try (var in = content.open(blob)) {
            var head = in.readNBytes(Compression.MAGIC_BYTES);
            return new Blob(blob, Compression.detect(head, head.length));
        }
    }

    private Blob unnamed(TarReader reader) throws IOException {
        try (var ingest = content.ingestUnknown(UNKNOWN_TYPE)) {
            return stored(ingest, reader);
        }
    }

    private Blob stored(Ingest ingest, TarReader reader) throws IOException {
        var head = new byte[Compression.MAGIC_BYTES];
        int known = 0;
        for (int got = reader.read(buffer, 0, buffer.length); got >= 0; got = reader.read(buffer, 0, buffer.length)) {
            int more = Math.min(head.length - known, got);
            System.arraycopy(buffer, 0, head, known, more);
            known += more;
            ingest.write(buffer, 0, got);
        }
        return new Blob(core.committed(ingest, lease), Compression.detect(head, known));
    }

    /// A table by its name at the top of the archive.
    Optional<byte[]> table(String name) {
        return Optional.ofNullable(tables.get(BytePath.of(name)));
    }

    /// A member, by way of links.
    ///
    /// @throws MalformedContent when there is none
    Blob blob(String name) throws MalformedContent {
        var at = BytePath.of(name).inRoot();
        for (int i = 0; i <= LINKS_MAX; i++) {
            var blob = blobs.get(at);
            if (blob != null) {
                return blob;
            }
            var next = links.get(at);
            if (next == null) {
                break;
            }
            at = next;
        }
        throw new MalformedContent("archive: it has no file \"%s\"".formatted(BytePath.of(name)));
    }

    Set<Digest> digests() {
        var all = new HashSet<Digest>();
        blobs.values().forEach(b -> all.add(b.descriptor().digest()));
        return all;
    }
}
