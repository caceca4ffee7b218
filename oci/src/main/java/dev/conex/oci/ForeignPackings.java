package dev.conex.oci;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/// What only foreign archives use; a class of its own, so that its libraries are loaded only when one comes.
final class ForeignPackings {
    /// Reading xz may take this much memory.
    private static final int XZ_KILOBYTES_MAX = 128 << 10;

    private ForeignPackings() {}

    static InputStream xz(InputStream in) throws IOException {
        return new XZInputStream(in, XZ_KILOBYTES_MAX);
    }

    static InputStream bzip2(InputStream in) throws IOException {
        return new BZip2CompressorInputStream(in, true);
    }
}
