package dev.conex.oci;

import java.util.Arrays;

/// How a stream is packed. Decided by its first bytes, never by its name or media type.
public enum Compression {
    PLAIN,
    GZIP,
    ZSTD,
    XZ,
    BZIP2;

    /// As many first bytes as [#detect(byte[], int)] wants to see.
    public static final int MAGIC_BYTES = 6;

    /// Decides by the magic number; what has none is plain.
    public static Compression detect(byte[] head, int length) {
        if (starts(head, length, 0x1f, 0x8b)) {
            return GZIP;
        }
        if (starts(head, length, 0x28, 0xb5, 0x2f, 0xfd)
                || (length >= 4 && (head[0] & 0xf0) == 0x50 && starts(tail(head), length - 1, 0x2a, 0x4d, 0x18))) {
            return ZSTD;
        }
        if (starts(head, length, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return XZ;
        }
        return starts(head, length, 'B', 'Z', 'h') ? BZIP2 : PLAIN;
    }

    private static byte[] tail(byte[] head) {
        return Arrays.copyOfRange(head, 1, head.length);
    }

    private static boolean starts(byte[] head, int length, int... magic) {
        if (length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
