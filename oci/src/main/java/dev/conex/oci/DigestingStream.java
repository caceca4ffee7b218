package dev.conex.oci;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// Hashes (sha256) and counts what is read through it.
public final class DigestingStream extends FilterInputStream {
    private static final int DRAIN_BYTES = 1 << 16;

    private final MessageDigest hash = Digest.hasher(Digest.SHA256);
    private long count;

    public DigestingStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        var got = in.read(bytes, offset, length);
        if (got > 0) {
            hash.update(bytes, offset, got);
            count += got;
        }
        return got;
    }

    @Override
    public long skip(long wanted) throws IOException {
        return Math.max(0, read(new byte[Math.clamp(wanted, 1, DRAIN_BYTES)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /// Reads to the end.
    public void drain() throws IOException {
        var buffer = new byte[DRAIN_BYTES];
        while (read(buffer, 0, buffer.length) >= 0) {
            // only the hash matters
        }
    }

    public long count() {
        return count;
    }

    /// The digest of all that was read; called once, at the end.
    public Digest digest() {
        return Digest.ofHash(hash);
    }
}
