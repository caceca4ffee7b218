package dev.conex.oci;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Gzip by the JDK's zlib.
///
/// @param level of compression, 1 (fast) to 9 (small)
public record JdkGzip(int level) implements GzipCodec {
    /// Twice as fast as zlib's own choice, for a few per cent in size.
    private static final int BALANCED = 3;

    private static final int BUFFER_BYTES = 1 << 16;

    public JdkGzip {
        if (level < Deflater.BEST_SPEED || level > Deflater.BEST_COMPRESSION) {
            throw new IllegalArgumentException("gzip level %d is not 1 to 9".formatted(level));
        }
    }

    public JdkGzip() {
        this(BALANCED);
    }

    @Override
    public InputStream decompress(InputStream in) {
        return new GzipInput(in);
    }

    /// The JDK writes neither time nor name.
    @Override
    public OutputStream compress(OutputStream out) throws IOException {
        return new Levelled(out, level);
    }

    private static final class Levelled extends GZIPOutputStream {
        Levelled(OutputStream out, int level) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(level);
        }
    }
}
