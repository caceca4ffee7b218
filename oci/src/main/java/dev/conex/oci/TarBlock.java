package dev.conex.oci;

import java.util.Arrays;

/// The fields of one 512-byte tar header, and how its numbers are written. Sources: POSIX pax, GNU tar manual
/// "Basic Tar Format".
final class TarBlock {
    static final int BYTES = 512;
    static final Field NAME = new Field(0, 100);
    static final Field MODE = new Field(100, 8);
    static final Field UID = new Field(108, 8);
    static final Field GID = new Field(116, 8);
    static final Field SIZE = new Field(124, 12);
    static final Field MTIME = new Field(136, 12);
    static final Field CHECKSUM = new Field(148, 8);
    static final int TYPE = 156;
    static final Field LINK = new Field(157, 100);
    static final Field MAGIC = new Field(257, 8);
    static final Field DEVICE_MAJOR = new Field(329, 8);
    static final Field DEVICE_MINOR = new Field(337, 8);
    static final Field PREFIX = new Field(345, 155);

    record Field(int offset, int length) {
        /// The largest number that fits in octal, with the NUL that ends it.
        long octalMax() {
            return (1L << (3 * (length - 1))) - 1;
        }
    }

    private final byte[] bytes;

    TarBlock(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    boolean isZero() {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    char type() {
        return (char) (bytes[TYPE] & 0xff);
    }

    boolean isUstar() {
        return text(MAGIC).startsWith("ustar") && bytes[MAGIC.offset + 5] == 0;
    }

    /// Up to the first NUL.
    BytePath text(Field field) {
        int end = field.offset;
        while (end < field.offset + field.length && bytes[end] != 0) {
            end++;
        }
        return BytePath.of(bytes, field.offset, end);
    }

    /// Octal with leading and trailing blanks, or base-256 when the first bit is set.
    long number(Field field) throws MalformedContent {
        if ((bytes[field.offset] & 0x80) != 0) {
            return binary(field);
        }
        int at = field.offset;
        int end = field.offset + field.length;
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
        while (end > at && isBlank(bytes[end - 1])) {
            end--;
        }
        long value = 0;
        for (; at < end && bytes[at] != 0; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 7 || value > (Long.MAX_VALUE >> 3)) {
                throw new MalformedContent("tar: bad number in header at byte %d".formatted(field.offset));
            }
            value = (value << 3) | digit;
        }
        return value;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == 0;
    }

    private long binary(Field field) throws MalformedContent {
        boolean negative = (bytes[field.offset] & 0x40) != 0;
        long value = negative ? -1 : 0;
        for (int i = 0; i < field.length; i++) {
            int b = bytes[field.offset + i] & 0xff;
            if (i == 0) {
                b = negative ? b | 0x80 : b & 0x7f;
            }
            if (i < field.length - 8 && b != (negative ? 0xff : 0)) {
                throw new MalformedContent("tar: number out of range in header at byte %d".formatted(field.offset));
            }
            value = (value << 8) | b;
        }
        if (value < 0 != negative) {
            throw new MalformedContent("tar: number out of range in header at byte %d".formatted(field.offset));
        }
        return value;
    }

    void checkChecksum() throws MalformedContent {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BYTES; i++) {
            boolean own = i >= CHECKSUM.offset && i < CHECKSUM.offset + CHECKSUM.length;
            unsigned += own ? ' ' : bytes[i] & 0xff;
            signed += own ? ' ' : bytes[i];
        }
        long stored = number(CHECKSUM);
        if (stored != unsigned && stored != signed) {
            throw new MalformedContent("tar: header checksum is %d, expected %d".formatted(unsigned, stored));
        }
    }

    void put(Field field, BytePath text) {
        var raw = text.bytes();
        System.arraycopy(raw, 0, bytes, field.offset, Math.min(raw.length, field.length));
    }

    /// Writes octal; a number that does not fit is left 0, for its PAX record to say.
    void put(Field field, long number) {
        long value = number < 0 || number > field.octalMax() ? 0 : number;
        for (int i = field.offset + field.length - 2; i >= field.offset; i--) {
            bytes[i] = (byte) ('0' + (value & 7));
            value >>= 3;
        }
    }

    /// Ends a header that is being written.
    void seal() {
        Arrays.fill(bytes, CHECKSUM.offset, CHECKSUM.offset + CHECKSUM.length, (byte) ' ');
        int sum = 0;
        for (byte b : bytes) {
            sum += b & 0xff;
        }
        for (int i = CHECKSUM.offset + 5; i >= CHECKSUM.offset; i--) {
            bytes[i] = (byte) ('0' + (sum & 7));
            sum >>= 3;
        }
        bytes[CHECKSUM.offset + 6] = 0;
    }
}
