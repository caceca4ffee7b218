package dev.conex.storage;

import dev.conex.oci.Digest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/// Hashes (sha256) and counts what is written through it.
final class HashingStream extends FilterOutputStream {
    private final MessageDigest hash = Digest.hasher(Digest.SHA256);
    private long count;

    HashingStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        hash.update(bytes, offset, length);
        count += length;
    }

    long count() {
        return count;
    }

    /// Of all that was written; called once.
    Digest digest() {
        return Digest.ofHash(hash);
    }
}
