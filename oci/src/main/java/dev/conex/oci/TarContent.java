package dev.conex.oci;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/// The data of one member while it is read: stored pieces, and zeros between them.
final class TarContent {
    private final List<SparseMap.Piece> pieces;
    private final long size;
    private final long storedSize;
    private int piece;
    private long position;
    private long storedRead;

    private TarContent(List<SparseMap.Piece> pieces, long size, long storedSize) {
        this.pieces = pieces;
        this.size = size;
        this.storedSize = storedSize;
    }

    static TarContent plain(long size) {
        return new TarContent(List.of(new SparseMap.Piece(0, size)), size, size);
    }

    static TarContent sparse(SparseMap map, long storedSize) {
        return new TarContent(map.pieces(), map.realSize(), storedSize);
    }

    long size() {
        return size;
    }

    int read(TarInput in, byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position >= size) {
            return -1;
        }
        while (piece < pieces.size() && position >= end(pieces.get(piece))) {
            piece++;
        }
        boolean inHole = piece == pieces.size() || position < pieces.get(piece).offset();
        int got = inHole ? zeros(bytes, offset, length) : stored(in, bytes, offset, length);
        position += got;
        return got;
    }

    private static long end(SparseMap.Piece piece) {
        return piece.offset() + piece.length();
    }

    private int zeros(byte[] bytes, int offset, int length) {
        long until = piece == pieces.size() ? size : pieces.get(piece).offset();
        int count = (int) Math.min(length, until - position);
        Arrays.fill(bytes, offset, offset + count, (byte) 0);
        return count;
    }

    private int stored(TarInput in, byte[] bytes, int offset, int length) throws IOException {
        int got = in.read(bytes, offset, (int) Math.min(length, end(pieces.get(piece)) - position));
        storedRead += got;
        return got;
    }

    void skipRest(TarInput in) throws IOException {
        in.skip(storedSize - storedRead);
        in.padding(storedSize);
    }

    InputStream stream(TarInput in) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return TarContent.this.read(in, bytes, offset, length);
            }
        };
    }
}
