package dev.conex.engine;

import dev.conex.oci.Codecs;
import dev.conex.oci.MalformedContent;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Unpacks a foreign stream by its magic number, and tells whose a failure is: that of the stream below stays
/// what it is, anything else means that the bytes are not what they should be.
final class ImageUnpacked extends FilterInputStream {
    private final Below below;

    private ImageUnpacked(InputStream unpacked, Below below) {
        super(unpacked);
        this.below = below;
    }

    static InputStream of(Codecs codecs, InputStream packed) throws IOException {
        var below = new Below(packed);
        try {
            return new ImageUnpacked(codecs.decompress(below), below);
        } catch (IOException e) {
            throw whose(e, below);
        }
    }

    private static IOException whose(IOException e, Below below) {
        return below.failed || e instanceof MalformedContent ? e : new MalformedContent("unpack: " + e.getMessage(), e);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return in.read(bytes, offset, length);
        } catch (IOException e) {
            throw whose(e, below);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, 1 << 16)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /// Remembers its own failure.
    private static final class Below extends FilterInputStream {
        private boolean failed;

        Below(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (IOException e) {
                failed = true;
                throw e;
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (IOException e) {
                failed = true;
                throw e;
            }
        }
    }
}
