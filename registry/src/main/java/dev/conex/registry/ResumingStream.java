package dev.conex.registry;

import dev.conex.oci.Descriptor;
import dev.conex.oci.MalformedContent;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// A blob's bytes, which go on where they stopped when the connection is cut or falls silent.
final class ResumingStream extends InputStream {
    private static final int FRUITLESS_MAX = 5;

    private final Registry registry;
    private final Ask ask;
    private final Descriptor blob;
    private long offset;
    private int fruitless;
    private @Nullable InputStream current;

    ResumingStream(Registry registry, Ask ask, Descriptor blob) {
        this.registry = registry;
        this.ask = ask;
        this.blob = blob;
    }

    /// Asks for the first byte, so that a missing blob is told at once.
    void begin() throws IOException {
        current = connect();
    }

    private InputStream connect() throws IOException {
        Ask from = offset == 0 ? ask : ask.with("Range", "bytes=" + offset + "-");
        var response = registry.require(from, 200, 206);
        var body = new IdleGuard(response.body(), registry.wires().options().idle());
        try {
            if (response.statusCode() == 206) {
                String range = response.headers().firstValue("Content-Range").orElse("");
                if (!range.startsWith("bytes " + offset + "-")) {
                    throw new MalformedContent("blob " + blob.digest() + ": asked for bytes from " + offset
                            + ", registry sends \"" + ErrorBody.clean(range, Credentials.anonymous()) + "\"");
                }
            } else {
                body.skipNBytes(offset);
            }
            return body;
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int start, int length) throws IOException {
        while (true) {
            try {
                InputStream open = current;
                if (open == null) {
                    open = connect();
                    current = open;
                }
                int count = open.read(bytes, start, length);
                if (count >= 0 || offset >= blob.size()) {
                    offset += Math.max(count, 0);
                    fruitless = count > 0 ? 0 : fruitless;
                    return count;
                }
                broken(new IOException("ended after " + offset + " of " + blob.size() + " bytes"));
            } catch (RegistryFailure | MalformedContent e) {
                throw e;
            } catch (IOException e) {
                broken(e);
            }
        }
    }

    /// Lets the connection go; gives up when nothing came over the last ones.
    private void broken(IOException why) throws IOException {
        close();
        fruitless++;
        if (fruitless >= FRUITLESS_MAX) {
            throw Wires.unreachable(ask, ask.uri(), why);
        }
        Registry.pause(fruitless, null);
    }

    @Override
    public void close() throws IOException {
        InputStream open = current;
        current = null;
        if (open != null) {
            open.close();
        }
    }
}
