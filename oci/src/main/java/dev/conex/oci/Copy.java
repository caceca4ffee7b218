package dev.conex.oci;

import java.io.IOException;
import java.util.function.LongConsumer;

/// Moves one blob from where it is to where it shall be, verified on the way.
public final class Copy {
    private static final int BUFFER_BYTES = 1 << 17;

    private Copy() {}

    /// @param progress gets the number of bytes of each piece, after it was written
    /// @throws MalformedContent when the source sends something else than announced; nothing is stored then
    public static void blob(BlobSource source, BlobSink sink, Descriptor descriptor, LongConsumer progress)
            throws IOException {
        try (var in = new VerifiedStream(source.open(descriptor), descriptor);
                var ingest = sink.ingest(descriptor)) {
            var buffer = new byte[BUFFER_BYTES];
            for (int got = in.read(buffer, 0, buffer.length); got >= 0; got = in.read(buffer, 0, buffer.length)) {
                ingest.write(buffer, 0, got);
                progress.accept(got);
            }
            ingest.commit();
        }
    }

    /// Stores the bytes at hand.
    public static Descriptor bytes(BlobSink sink, String mediaType, byte[] content) throws IOException {
        try (var ingest = sink.ingest(Descriptor.of(mediaType, content))) {
            ingest.write(content, 0, content.length);
            return ingest.commit();
        }
    }

    /// Reads a small blob whole.
    ///
    /// @param bytesMax a larger one is refused before it is read
    public static byte[] read(BlobSource source, Descriptor descriptor, int bytesMax) throws IOException {
        if (descriptor.size() > bytesMax) {
            throw new MalformedContent(
                    "blob %s: %d bytes, the limit is %d".formatted(descriptor.digest(), descriptor.size(), bytesMax));
        }
        try (var in = new VerifiedStream(source.open(descriptor), descriptor)) {
            return in.readAllBytes();
        }
    }
}
