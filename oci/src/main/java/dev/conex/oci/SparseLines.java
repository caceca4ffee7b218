package dev.conex.oci;

import java.io.IOException;

/// Reads numbers, one a line, from whole blocks of data.
final class SparseLines {
    private final TarInput in;
    private final long bytesMax;
    private byte[] block = new byte[0];
    private int at;
    private long bytesRead;

    SparseLines(TarInput in, long bytesMax) {
        this.in = in;
        this.bytesMax = bytesMax;
    }

    long number() throws IOException {
        var digits = new StringBuilder();
        for (byte b = take(); b != '\n'; b = take()) {
            digits.append((char) (b & 0xff));
            if (digits.length() > 19) {
                throw new MalformedContent("tar: malformed sparse map");
            }
        }
        return SparseMap.number(digits.toString());
    }

    private byte take() throws IOException {
        if (at == block.length) {
            if (bytesRead + TarBlock.BYTES > bytesMax) {
                throw new MalformedContent("tar: malformed sparse map");
            }
            block = in.blockOrThrow().bytes();
            bytesRead += block.length;
            at = 0;
        }
        return block[at++];
    }

    /// Whole blocks.
    long bytesRead() {
        return bytesRead;
    }
}
