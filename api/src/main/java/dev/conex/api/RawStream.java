package dev.conex.api;

import dev.conex.http.Hijacked;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Raw bytes to and from a process: what attach and exec give.
public final class RawStream implements AutoCloseable {
    /// The content type of a stream of [StdCopy] frames.
    public static final String MULTIPLEXED = "application/vnd.docker.multiplexed-stream";
    /// The content type of a stream of bytes as they are.
    public static final String RAW = "application/vnd.docker.raw-stream";

    private static final int COPY_BYTES = 64 * 1024;

    private final Hijacked stream;
    private final boolean multiplexed;

    RawStream(Hijacked stream, boolean multiplexed) {
        this.stream = stream;
        this.multiplexed = multiplexed;
    }

    /// Whether output comes in [StdCopy] frames. A daemon below 1.42 doesn't say: then whether there is a terminal
    /// does.
    public boolean multiplexed() {
        return multiplexed;
    }

    /// Output as it comes.
    public InputStream output() {
        return stream.input();
    }

    /// Input of the process, unbuffered.
    public OutputStream stdin() {
        return stream.output();
    }

    /// Says that no more input comes; output goes on.
    public void closeStdin() throws IOException {
        stream.shutdownOutput();
    }

    /// Copies output until its end, taken apart when it is multiplexed.
    public void copyTo(@Nullable OutputStream out, @Nullable OutputStream err) throws IOException {
        if (multiplexed) {
            StdCopy.copy(output(), out, err);
            return;
        }
        copyRaw(output(), out);
    }

    static void copyRaw(InputStream in, @Nullable OutputStream out) throws IOException {
        var buffer = new byte[COPY_BYTES];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (out != null) {
                out.write(buffer, 0, n);
                out.flush();
            }
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
