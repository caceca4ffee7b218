package dev.conex.oci;

import java.util.Arrays;

/// A JSON document exactly as it was received, because its digest is over these very bytes.
///
/// The array is shared, not copied: nobody changes it.
public final class Document {
    private final byte[] bytes;
    private final String mediaType;
    private final Digest digest;

    public Document(byte[] bytes, String mediaType) {
        this.bytes = bytes;
        this.mediaType = mediaType;
        this.digest = Digest.ofSha256(bytes);
    }

    public byte[] bytes() {
        return bytes;
    }

    public String mediaType() {
        return mediaType;
    }

    /// Always sha256 over the bytes.
    public Digest digest() {
        return digest;
    }

    public Descriptor descriptor() {
        return new Descriptor(mediaType, digest, bytes.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Document d && mediaType.equals(d.mediaType) && Arrays.equals(bytes, d.bytes);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return mediaType + " " + digest;
    }
}
