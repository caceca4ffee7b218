package dev.conex.oci;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The `length key=value` records of a PAX extended header. Source: POSIX pax, "pax Extended Header".
final class PaxRecords {
    static final int BYTES_MAX = 1 << 20;
    static final String SCHILY_XATTR = "SCHILY.xattr.";
    static final String LIBARCHIVE_XATTR = "LIBARCHIVE.xattr.";
    private static final String SPARSE_OFFSET = "GNU.sparse.offset";
    private static final String SPARSE_LENGTH = "GNU.sparse.numbytes";
    static final String SPARSE_MAP = "GNU.sparse.map";
    private static final int LENGTH_DIGITS_MAX = 8;
    /// Farther from 1970 than any file system reaches.
    private static final long SECONDS_MAX = 1L << 48;

    private final Map<String, byte[]> records;

    private PaxRecords(Map<String, byte[]> records) {
        this.records = records;
    }

    static PaxRecords none() {
        return new PaxRecords(Map.of());
    }

    static PaxRecords parse(byte[] bytes) throws MalformedContent {
        var records = new LinkedHashMap<String, byte[]>();
        var map = new StringBuilder();
        int at = 0;
        while (at < bytes.length && bytes[at] != 0) {
            int space = indexOf(bytes, ' ', at, Math.min(bytes.length, at + LENGTH_DIGITS_MAX + 1));
            int length = length(bytes, at, space);
            int end = at + length;
            int equals = indexOf(bytes, '=', space + 1, end);
            if (length <= 0 || end > bytes.length || equals <= space + 1 || bytes[end - 1] != '\n') {
                throw new MalformedContent("tar: malformed PAX record");
            }
            var key = new String(bytes, space + 1, equals - space - 1, StandardCharsets.ISO_8859_1);
            var value = BytePath.of(bytes, equals + 1, end - 1).bytes();
            if (key.equals(SPARSE_OFFSET) || key.equals(SPARSE_LENGTH)) {
                map.append(map.isEmpty() ? "" : ",").append(new String(value, StandardCharsets.US_ASCII));
            } else {
                records.put(key, value);
            }
            at = end;
        }
        if (!map.isEmpty()) {
            records.put(SPARSE_MAP, map.toString().getBytes(StandardCharsets.US_ASCII));
        }
        return new PaxRecords(records);
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) {
        for (int i = from; i < Math.min(to, bytes.length); i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static int length(byte[] bytes, int from, int to) throws MalformedContent {
        int length = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new MalformedContent("tar: malformed PAX record");
            }
            length = length * 10 + digit;
        }
        return length;
    }

    /// These records, with `local` ones above them; an empty local value takes a global one away.
    PaxRecords with(PaxRecords local) {
        var all = new LinkedHashMap<>(records);
        local.records.forEach((key, value) -> {
            if (value.length == 0 && !key.startsWith(SCHILY_XATTR)) {
                all.remove(key);
            } else {
                all.put(key, value);
            }
        });
        return new PaxRecords(all);
    }

    @Nullable
    BytePath path(String key) throws MalformedContent {
        var value = records.get(key);
        if (value == null) {
            return null;
        }
        for (byte b : value) {
            if (b == 0) {
                throw new MalformedContent("tar: PAX %s holds a NUL byte".formatted(key));
            }
        }
        return BytePath.of(value);
    }

    @Nullable
    String text(String key) {
        var value = records.get(key);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    boolean has(String key) {
        return records.containsKey(key);
    }

    /// A number that is not negative, or `otherwise` when there is none.
    long number(String key, long otherwise) throws MalformedContent {
        var text = text(key);
        return text == null ? otherwise : wholeNumber(key, text);
    }

    static long wholeNumber(String key, String text) throws MalformedContent {
        if (!text.isEmpty() && text.length() <= 19 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new MalformedContent("tar: PAX %s out of range: %s".formatted(key, text), e);
            }
        }
        throw new MalformedContent("tar: PAX %s is not a number: %s".formatted(key, StrictJson.shortened(text)));
    }

    /// Seconds since 1970 with an optional fraction, perhaps negative.
    Instant time(String key, Instant otherwise) throws MalformedContent {
        var text = text(key);
        if (text == null) {
            return otherwise;
        }
        boolean negative = text.startsWith("-");
        var digits = negative ? text.substring(1) : text;
        int dot = digits.indexOf('.');
        long seconds = wholeNumber(key, dot < 0 ? digits : digits.substring(0, dot));
        var fraction = dot < 0 ? "" : digits.substring(dot + 1);
        var nine = (fraction + "000000000").substring(0, 9);
        long nanos = wholeNumber(key, nine);
        return negative ? instant(-seconds, -nanos) : instant(seconds, nanos);
    }

    static Instant instant(long seconds, long nanos) throws MalformedContent {
        if (Math.abs(seconds) > SECONDS_MAX) {
            throw new MalformedContent("tar: time out of range: %d".formatted(seconds));
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    /// Extended attributes in both spellings; star's wins.
    Map<String, byte[]> xattrs() throws MalformedContent {
        var all = new HashMap<String, byte[]>();
        for (var one : records.entrySet()) {
            if (one.getKey().startsWith(LIBARCHIVE_XATTR)) {
                all.put(percentDecoded(one.getKey().substring(LIBARCHIVE_XATTR.length())), base64(one.getValue()));
            }
        }
        for (var one : records.entrySet()) {
            if (one.getKey().startsWith(SCHILY_XATTR)) {
                all.put(one.getKey().substring(SCHILY_XATTR.length()), one.getValue());
            }
        }
        return all;
    }

    private static byte[] base64(byte[] value) throws MalformedContent {
        try {
            var text = new String(value, StandardCharsets.US_ASCII);
            return Base64.getDecoder().decode(text.replace("=", ""));
        } catch (IllegalArgumentException e) {
            throw new MalformedContent("tar: PAX extended attribute is not base64", e);
        }
    }

    private static String percentDecoded(String name) throws MalformedContent {
        var out = new ByteArrayOutputStream();
        var bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                out.write(bytes[i]);
            } else {
                int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new MalformedContent("tar: malformed name of an extended attribute");
                }
                out.write(high * 16 + low);
                i += 2;
            }
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    /// Writes records in the order of their keys.
    static byte[] format(SortedMap<String, byte[]> records) {
        var out = new ByteArrayOutputStream();
        records.forEach((key, value) -> {
            var name = key.getBytes(StandardCharsets.ISO_8859_1);
            int rest = name.length + value.length + 3;
            int length = rest + String.valueOf(rest).length();
            length = rest + String.valueOf(length).length();
            out.writeBytes((length + " ").getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(name);
            out.write('=');
            out.writeBytes(value);
            out.write('\n');
        });
        return out.toByteArray();
    }
}
