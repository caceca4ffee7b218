package dev.conex.oci;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/// Gzip by the JDK's zlib.
public record JdkGzip() implements GzipCodec {
    private static final int BUFFER_BYTES = 1 << 16;

    @Override
    public InputStream decompress(InputStream in) {
        return new GzipInput(in);
    }

    /// The JDK writes neither time nor name.
    @Override
    public OutputStream compress(OutputStream out) throws IOException {
        return new GZIPOutputStream(out, BUFFER_BYTES);
    }
}
