package dev.conex.oci;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A way to read and write gzip. [JdkGzip] is always there; the wiring may hand in a faster one.
public interface GzipCodec {

    /// Reads all members of the stream; whatever is not gzip, and an early end, is an [IOException].
    InputStream decompress(InputStream in) throws IOException;

    /// Writes one member; closing it closes `out`. The same bytes give the same bytes: no time, no name.
    OutputStream compress(OutputStream out) throws IOException;
}
