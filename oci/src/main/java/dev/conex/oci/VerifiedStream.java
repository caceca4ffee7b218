package dev.conex.oci;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// Reads a content and refuses, at its end, anything but the announced size and digest; reads one byte more than the
/// size at most. Whoever stops before the end has verified nothing: see [#drain()].
public final class VerifiedStream extends FilterInputStream {
    private static final int DRAIN_BYTES = 1 << 16;

    private final Descriptor expected;
    private final MessageDigest hash;
    private long count;
    private boolean verified;

    public VerifiedStream(InputStream in, Descriptor expected) {
        super(in);
        this.expected = expected;
        this.hash = expected.digest().hasher();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (verified) {
            return -1;
        }
        var wanted = (int) Math.min(length, expected.size() - count + 1);
        var got = in.read(bytes, offset, wanted);
        if (got < 0) {
            verify();
            return -1;
        }
        count += got;
        if (count > expected.size()) {
            throw new MalformedContent(
                    "blob %s: longer than the announced %d bytes".formatted(expected.digest(), expected.size()));
        }
        hash.update(bytes, offset, got);
        return got;
    }

    private void verify() throws MalformedContent {
        if (count != expected.size()) {
            throw new MalformedContent(
                    "blob %s: ended after %d of %d bytes".formatted(expected.digest(), count, expected.size()));
        }
        var got = Digest.ofHash(hash);
        if (!got.equals(expected.digest())) {
            throw new MalformedContent("blob %s: its bytes have the digest %s".formatted(expected.digest(), got));
        }
        verified = true;
    }

    /// Reads and verifies whatever is left.
    public void drain() throws IOException {
        var buffer = new byte[DRAIN_BYTES];
        while (read(buffer, 0, buffer.length) >= 0) {
            // only the verification matters
        }
    }

    @Override
    public long skip(long count) throws IOException {
        return read(new byte[Math.clamp(count, 1, DRAIN_BYTES)]) < 0 ? 0 : 1;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
