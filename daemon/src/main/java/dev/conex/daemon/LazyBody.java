package dev.conex.daemon;

import dev.conex.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// The body of an answer that is only begun by its first byte, so that an error before it still has a status.
final class LazyBody extends OutputStream {
    private final Response response;
    private @Nullable OutputStream out;

    LazyBody(Response response) {
        this.response = response;
    }

    /// Whether the first byte was written.
    boolean begun() {
        return out != null;
    }

    private OutputStream out() throws IOException {
        var known = out;
        if (known == null) {
            known = response.stream();
            out = known;
        }
        return known;
    }

    @Override
    public void write(int b) throws IOException {
        out().write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out().write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        if (out != null) {
            out().flush();
        }
    }

    @Override
    public void close() throws IOException {
        out().close();
    }
}
