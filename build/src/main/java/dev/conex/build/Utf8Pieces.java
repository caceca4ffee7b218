package dev.conex.build;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Turns pieces of a stream into text; a character that was cut in two waits for its rest.
final class Utf8Pieces {
    private byte[] rest = {};

    String text(byte[] piece) {
        var all = Arrays.copyOf(rest, rest.length + piece.length);
        System.arraycopy(piece, 0, all, rest.length, piece.length);
        int whole = all.length - openBytes(all);
        rest = Arrays.copyOfRange(all, whole, all.length);
        return new String(all, 0, whole, StandardCharsets.UTF_8);
    }

    /// How many bytes at the end begin a character that goes on.
    private static int openBytes(byte[] bytes) {
        for (int back = 1; back <= Math.min(3, bytes.length); back++) {
            int b = bytes[bytes.length - back] & 0xff;
            if (b < 0x80) {
                return 0;
            }
            if (b >= 0xc0) {
                int length = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
                return length > back ? back : 0;
            }
        }
        return 0;
    }
}
