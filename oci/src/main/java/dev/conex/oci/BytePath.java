package dev.conex.oci;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A file name or path as the kernel sees it: bytes, of any encoding. Immutable; ordered by unsigned bytes.
public final class BytePath implements Comparable<BytePath> {
    public static final BytePath EMPTY = new BytePath(new byte[0]);

    private final byte[] bytes;

    private BytePath(byte[] bytes) {
        this.bytes = bytes;
    }

    public static BytePath of(byte[] bytes) {
        return new BytePath(bytes.clone());
    }

    public static BytePath of(byte[] bytes, int from, int to) {
        return new BytePath(Arrays.copyOfRange(bytes, from, to));
    }

    /// The path whose UTF-8 form this is.
    public static BytePath of(String text) {
        return new BytePath(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A copy.
    public byte[] bytes() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    public byte at(int index) {
        return bytes[index];
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    public boolean isAbsolute() {
        return bytes.length > 0 && bytes[0] == '/';
    }

    public boolean startsWith(String ascii) {
        var wanted = ascii.getBytes(StandardCharsets.UTF_8);
        return bytes.length >= wanted.length && Arrays.equals(bytes, 0, wanted.length, wanted, 0, wanted.length);
    }

    public boolean endsWithSlash() {
        return bytes.length > 0 && bytes[bytes.length - 1] == '/';
    }

    /// Without the first `count` bytes.
    public BytePath from(int count) {
        return new BytePath(Arrays.copyOfRange(bytes, count, bytes.length));
    }

    /// What stands between the slashes; empty parts and `.` are left out, `..` is kept.
    public List<BytePath> components() {
        var parts = new ArrayList<BytePath>();
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '/') {
                if (i > start && !(i == start + 1 && bytes[start] == '.')) {
                    parts.add(of(bytes, start, i));
                }
                start = i + 1;
            }
        }
        return parts;
    }

    /// The path relative to a root: no leading slash, no `.`, no empty part, `..` resolved by words alone, as
    /// Docker does. The root itself is [#EMPTY]. A relative path may not climb above the root; an absolute one
    /// stays at the root.
    ///
    /// @throws MalformedContent when it climbs out, or holds a NUL byte
    public BytePath inRoot() throws MalformedContent {
        var kept = new ArrayList<BytePath>();
        for (var part : components()) {
            if (!part.isParent()) {
                kept.add(part);
            } else if (!kept.isEmpty()) {
                kept.removeLast();
            } else if (!isAbsolute()) {
                throw new MalformedContent("path \"%s\" leads out of the root".formatted(this));
            }
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw new MalformedContent("path \"%s\" holds a NUL byte".formatted(this));
            }
        }
        return join(kept);
    }

    public static BytePath join(List<BytePath> parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            if (out.size() > 0) {
                out.write('/');
            }
            out.writeBytes(part.bytes);
        }
        return new BytePath(out.toByteArray());
    }

    /// These bytes and then those.
    public BytePath concat(BytePath other) {
        var all = Arrays.copyOf(bytes, bytes.length + other.bytes.length);
        System.arraycopy(other.bytes, 0, all, bytes.length, other.bytes.length);
        return new BytePath(all);
    }

    /// `child` below this path.
    public BytePath resolve(BytePath child) {
        return isEmpty() ? child : join(List.of(this, child));
    }

    /// All before the last slash, or [#EMPTY].
    public BytePath parent() {
        int slash = lastSlash();
        return slash < 0 ? EMPTY : of(bytes, 0, slash);
    }

    /// All after the last slash.
    public BytePath fileName() {
        return from(lastSlash() + 1);
    }

    private int lastSlash() {
        int i = bytes.length - 1;
        while (i >= 0 && bytes[i] != '/') {
            i--;
        }
        return i;
    }

    private boolean isParent() {
        return bytes.length == 2 && bytes[0] == '.' && bytes[1] == '.';
    }

    @Override
    public int compareTo(BytePath other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BytePath path && Arrays.equals(bytes, path.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// For people: UTF-8 where it is valid, else each byte outside ASCII as `\xNN`; control characters always so.
    @Override
    public String toString() {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().noneMatch(c -> c < 32 || c == 127)) {
                return text;
            }
        } catch (CharacterCodingException e) {
            return escaped();
        }
        return escaped();
    }

    private String escaped() {
        var out = new StringBuilder();
        for (byte b : bytes) {
            if (b >= 32 && b < 127) {
                out.append((char) b);
            } else {
                out.append("\\x%02x".formatted(b & 0xff));
            }
        }
        return out.toString();
    }
}
