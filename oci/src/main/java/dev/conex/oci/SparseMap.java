package dev.conex.oci;

import java.util.ArrayList;
import java.util.List;

/// Where the stored pieces of a sparse file lie in it. Source: GNU tar manual, "Storing Sparse Files".
record SparseMap(List<Piece> pieces, long realSize) {
    static final int PIECES_MAX = 1 << 16;

    record Piece(long offset, long length) {}

    SparseMap {
        pieces = List.copyOf(pieces);
    }

    /// @param storedSize the bytes that follow in the archive: the pieces make up exactly these
    /// @throws MalformedContent when pieces overlap, run backwards, or lie outside the file
    static SparseMap checked(List<Piece> pieces, long realSize, long storedSize) throws MalformedContent {
        long end = 0;
        long sum = 0;
        for (var piece : pieces) {
            boolean backwards = piece.offset < end || piece.length < 0;
            if (backwards || piece.offset > realSize || piece.length > realSize - piece.offset) {
                throw new MalformedContent("tar: malformed sparse map");
            }
            end = piece.offset + piece.length;
            sum += piece.length;
        }
        if (sum != storedSize) {
            throw new MalformedContent("tar: sparse map of %d bytes, stored are %d".formatted(sum, storedSize));
        }
        return new SparseMap(pieces, realSize);
    }

    /// `offset,length,offset,length…` as in the PAX formats 0.0 and 0.1.
    static List<Piece> parse(String text) throws MalformedContent {
        var numbers = text.split(",", -1);
        if (numbers.length % 2 != 0 || numbers.length > 2 * PIECES_MAX) {
            throw new MalformedContent("tar: malformed sparse map");
        }
        var pieces = new ArrayList<Piece>();
        for (int i = 0; i < numbers.length; i += 2) {
            pieces.add(new Piece(number(numbers[i]), number(numbers[i + 1])));
        }
        return pieces;
    }

    static long number(String text) throws MalformedContent {
        return PaxRecords.wholeNumber(PaxRecords.SPARSE_MAP, text);
    }

    /// The 24-byte pairs of GNU's old header, up to an empty one.
    static void addOld(List<Piece> pieces, TarBlock block, int offset, int count) throws MalformedContent {
        for (int i = 0; i < count; i++) {
            int at = offset + 24 * i;
            if (block.bytes()[at] == 0) {
                return;
            }
            if (pieces.size() >= PIECES_MAX) {
                throw new MalformedContent("tar: sparse map of more than %d pieces".formatted(PIECES_MAX));
            }
            pieces.add(
                    new Piece(block.number(new TarBlock.Field(at, 12)), block.number(new TarBlock.Field(at + 12, 12))));
        }
    }
}
