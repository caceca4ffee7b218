package dev.conex.engine;

import dev.conex.linux.Isal;
import dev.conex.oci.Codecs;
import dev.conex.oci.GzipCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The gzip that `linux` binds, handed to `oci` by the wiring; the JDK's where the library is missing. Looked
/// for when it is first needed, so that it costs no start-up time.
final class FastGzip implements GzipCodec {
    private final GzipCodec otherwise = Codecs.standard().gzip();

    static Codecs codecs() {
        return new Codecs(new FastGzip());
    }

    @Override
    public InputStream decompress(InputStream in) throws IOException {
        return Isal.available() ? Isal.inflate(in) : otherwise.decompress(in);
    }

    @Override
    public OutputStream compress(OutputStream out) throws IOException {
        return Isal.available() ? Isal.deflate(out) : otherwise.compress(out);
    }
}
