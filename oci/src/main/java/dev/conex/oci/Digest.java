package dev.conex.oci;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The name of a content by its hash, as `sha256:<64 lower-case hex digits>` or `sha512:<128>`.
///
/// A `Digest` that exists is well formed, so its parts may be used as file names. Source: OCI image-spec,
/// descriptor.md.
public record Digest(String algorithm, String hex) implements Comparable<Digest> {
    public static final String SHA256 = "sha256";
    public static final String SHA512 = "sha512";

    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
    private static final int LENGTH_MAX = SHA512.length() + 1 + 128;

    public Digest {
        var wanted = switch (algorithm) {
            case SHA256 -> 64;
            case SHA512 -> 128;
            default -> throw new IllegalArgumentException("unsupported digest algorithm");
        };
        if (hex.length() != wanted) {
            throw new IllegalArgumentException("invalid checksum digest length");
        }
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("invalid checksum digest format");
        }
    }

    /// @throws IllegalArgumentException when the text is anything but a supported digest in lower case
    public static Digest parse(String text) {
        var colon = text.indexOf(':');
        if (colon <= 0 || text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("invalid checksum digest format");
        }
        return new Digest(text.substring(0, colon), text.substring(colon + 1));
    }

    /// Hashes the bytes.
    public static Digest ofSha256(byte[] content) {
        var hash = hasher(SHA256);
        hash.update(content);
        return ofHash(hash);
    }

    /// Finishes a hash begun with [#hasher(String)].
    public static Digest ofHash(MessageDigest hash) {
        var algorithm = hash.getAlgorithm().equals("SHA-512") ? SHA512 : SHA256;
        return new Digest(algorithm, HexFormat.of().formatHex(hash.digest()));
    }

    /// A fresh hash of the algorithm of this digest.
    public MessageDigest hasher() {
        return hasher(algorithm);
    }

    /// A fresh hash of [#SHA256] or [#SHA512].
    public static MessageDigest hasher(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.equals(SHA512) ? "SHA-512" : "SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256 and SHA-512", e);
        }
    }

    /// The first twelve hex digits, as Docker shows ids.
    public String shortHex() {
        return hex.substring(0, 12);
    }

    @Override
    public int compareTo(Digest other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
