package dev.conex.registry;

import dev.conex.oci.Digest;
import dev.conex.oci.MalformedContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.OptionalLong;

/// Contents as files named by their digest.
final class DiskBlobs implements RegistryBlobs {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path root;
    private final DurableFiles files;

    DiskBlobs(Path root, DurableFiles files) {
        this.root = root;
        this.files = files;
    }

    private Path file(Digest digest) {
        return root.resolve(digest.algorithm()).resolve(digest.hex());
    }

    @Override
    public OptionalLong size(Digest digest) throws IOException {
        try {
            return OptionalLong.of(Files.size(file(digest)));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public InputStream open(Digest digest, long offset) throws IOException {
        var channel = FileChannel.open(file(digest), StandardOpenOption.READ);
        try {
            channel.position(offset);
            return Channels.newInputStream(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Upload begin() throws IOException {
        return new FileUpload(files.aside());
    }

    private final class FileUpload implements Upload {
        private final Path aside;
        private final FileChannel channel;
        private final MessageDigest hash = Digest.hasher(Digest.SHA256);
        private long size;

        FileUpload(Path aside) throws IOException {
            this.aside = aside;
            this.channel = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            var buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            hash.update(bytes, offset, length);
            size += length;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void commit(Digest expected) throws IOException {
            Digest sha256 = Digest.ofHash(hash);
            Digest actual = expected.algorithm().equals(Digest.SHA256) ? sha256 : hashed(expected);
            if (!actual.equals(expected)) {
                throw new MalformedContent("blob " + expected + ": its bytes have the digest " + actual);
            }
            channel.force(true);
            channel.close();
            DurableFiles.publish(aside, file(expected));
        }

        /// Reads the file once more, for the rare digest that was not computed on the way.
        private Digest hashed(Digest expected) throws IOException {
            MessageDigest other = expected.hasher();
            try (var in = Files.newInputStream(aside)) {
                byte[] buffer = new byte[BUFFER_BYTES];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    other.update(buffer, 0, count);
                }
            }
            return Digest.ofHash(other);
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(aside);
        }
    }
}
