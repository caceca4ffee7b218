package dev.conex.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/// A server's answer, whose body is still coming. Must be closed: closed at its end, the connection is kept for
/// the next call; closed before, the connection is closed, which tells the server to stop.
public final class Answer implements Closeable {
    private final int status;
    private final Headers headers;
    private final BodyInput body;
    private final End end;

    /// Takes the connection back.
    interface End {
        void ended(boolean bodyIsRead) throws IOException;
    }

    Answer(int status, Headers headers, BodyInput body, End end) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.end = end;
    }

    public int status() {
        return status;
    }

    public Headers headers() {
        return headers;
    }

    /// The body without its framing. A connection that breaks in the middle is an `IOException`, never an early
    /// end.
    public InputStream body() {
        return body;
    }

    /// The whole body.
    ///
    /// @throws IOException if it is longer than `bytesMax`
    public byte[] bytes(int bytesMax) throws IOException {
        byte[] bytes = body.readNBytes(bytesMax);
        if (bytes.length == bytesMax && body.read() >= 0) {
            throw new IOException("answer is over " + bytesMax + " bytes");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        end.ended(body.ended());
    }
}
