package dev.conex.storage;

import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Ingest;
import dev.conex.oci.MalformedContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One blob being written to a temporary file: hash, compare, flush, rename, flush the directory.
final class DiskIngest implements Ingest {
    private final Path temporary;
    private final Function<Digest, Path> place;
    private final String mediaType;
    private final @Nullable Descriptor expected;
    private final FileChannel file;
    private final MessageDigest hash;
    private long size;

    DiskIngest(Path temporary, Function<Digest, Path> place, String mediaType, @Nullable Descriptor expected)
            throws IOException {
        this.temporary = temporary;
        this.place = place;
        this.mediaType = mediaType;
        this.expected = expected;
        this.hash = expected == null
                ? Digest.hasher(Digest.SHA256)
                : expected.digest().hasher();
        this.file = FileChannel.open(
                temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), Disk.OWNER_FILE);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        size += length;
        if (expected != null && size > expected.size()) {
            throw new MalformedContent(
                    "blob %s: longer than the announced %d bytes".formatted(expected.digest(), expected.size()));
        }
        hash.update(bytes, offset, length);
        var buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    @Override
    public Descriptor commit() throws IOException {
        var digest = Digest.ofHash(hash);
        verify(digest);
        var target = place.apply(digest);
        if (isThere(target)) {
            close();
        } else {
            file.force(true);
            file.close();
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        }
        Disk.flushDirectory(target.resolveSibling("."));
        return new Descriptor(mediaType, digest, size);
    }

    /// A blob that is there was flushed before it got its name; one of another size is damaged, and replaced.
    private boolean isThere(Path target) throws IOException {
        return Files.exists(target) && Files.size(target) == size;
    }

    private void verify(Digest digest) throws MalformedContent {
        if (expected == null) {
            return;
        }
        if (size != expected.size()) {
            throw new MalformedContent(
                    "blob %s: ended after %d of %d bytes".formatted(expected.digest(), size, expected.size()));
        }
        if (!digest.equals(expected.digest())) {
            throw new MalformedContent("blob %s: its bytes have the digest %s".formatted(expected.digest(), digest));
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(temporary);
    }
}
