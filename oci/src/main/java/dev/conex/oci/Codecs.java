package dev.conex.oci;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;

/// Packs and unpacks streams. No external program is ever run. A value: the wiring makes one and hands it on.
public record Codecs(GzipCodec gzip) {
    /// What every Java runtime can do.
    public static Codecs standard() {
        return new Codecs(new JdkGzip());
    }

    /// Unpacks by the magic number; what has none comes as it is. Closing it closes `in`.
    public InputStream decompress(InputStream in) throws IOException {
        var head = new byte[Compression.MAGIC_BYTES];
        int length = in.readNBytes(head, 0, head.length);
        var whole = new PushbackInputStream(in, head.length);
        whole.unread(head, 0, length);
        return decompress(whole, Compression.detect(head, length));
    }

    /// Unpacks what is known to be packed in this way.
    public InputStream decompress(InputStream in, Compression compression) throws IOException {
        return switch (compression) {
            case PLAIN -> in;
            case GZIP -> gzip.decompress(in);
            case ZSTD -> new ZstdInputStreamNoFinalizer(in);
            case XZ -> ForeignPackings.xz(in);
            case BZIP2 -> ForeignPackings.bzip2(in);
        };
    }

    /// Packs deterministically. Closing it closes `out`.
    public OutputStream compress(OutputStream out, Compression compression) throws IOException {
        return switch (compression) {
            case PLAIN -> out;
            case GZIP -> gzip.compress(out);
            case ZSTD -> new ZstdOutputStreamNoFinalizer(out);
            case XZ, BZIP2 -> throw new IllegalArgumentException("%s is only read".formatted(compression));
        };
    }
}
