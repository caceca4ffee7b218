package dev.conex.oci;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads whole blocks and counted data off a stream; an end in the wrong place is an error.
final class TarInput {
    private static final int BUFFER_BYTES = 1 << 17;

    private final BufferedInputStream in;

    TarInput(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
    }

    /// The next block, or nothing at the end of the stream.
    Optional<TarBlock> block() throws IOException {
        var bytes = new byte[TarBlock.BYTES];
        int got = in.readNBytes(bytes, 0, bytes.length);
        if (got == 0) {
            return Optional.empty();
        }
        if (got < bytes.length) {
            throw truncated("a header");
        }
        return Optional.of(new TarBlock(bytes));
    }

    TarBlock blockOrThrow() throws IOException {
        return block().orElseThrow(() -> truncated("a header"));
    }

    int read(byte[] bytes, int offset, int length) throws IOException {
        int got = in.read(bytes, offset, length);
        if (got < 0) {
            throw truncated("the data of a file");
        }
        return got;
    }

    /// The data of a header of headers, with its padding.
    byte[] data(long size) throws IOException {
        var bytes = in.readNBytes((int) size);
        if (bytes.length < size) {
            throw truncated("an extended header");
        }
        padding(size);
        return bytes;
    }

    void skip(long count) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (EOFException e) {
            throw new MalformedContent("tar: ends within the data of a file", e);
        }
    }

    /// What follows `size` bytes of data up to the next block; it may be missing whole at the end of an archive, as
    /// in Go.
    void padding(long size) throws IOException {
        int rest = (int) (-size & (TarBlock.BYTES - 1));
        int got = in.readNBytes(new byte[rest], 0, rest);
        if (got != 0 && got < rest) {
            throw truncated("padding");
        }
    }

    private static MalformedContent truncated(String where) {
        return new MalformedContent("tar: ends within " + where);
    }
}
