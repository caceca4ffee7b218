package dev.conex.http;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;

/// One message's body on a kept connection: knows whether it has been read to its end. Closing it reads nothing and
/// closes nothing.
final class BodyInput extends InputStream {
    private final InputStream framed;
    private final Step beforeFirstRead;
    private final Runnable atEnd;
    private long bytesLeft;
    private boolean begun;
    private boolean ended;
    private boolean broken;

    /// What a first read sets off.
    interface Step {
        void run() throws IOException;
    }

    private BodyInput(InputStream framed, long length, Step beforeFirstRead, Runnable atEnd) {
        this.framed = framed;
        this.bytesLeft = length;
        this.beforeFirstRead = beforeFirstRead;
        this.atEnd = atEnd;
        this.ended = length == 0;
    }

    /// @param length as [HeadLines#bodyLength] says
    static BodyInput of(Wire wire, long length, Step beforeFirstRead, Runnable atEnd) {
        InputStream framed = length == HeadLines.CHUNKED
                ? new ChunkedInputStream(wire.inputBuffer(), wire.input())
                : new ContentLengthInputStream(wire.inputBuffer(), wire.input(), length);
        return new BodyInput(framed, length, beforeFirstRead, atEnd);
    }

    /// A body that runs until the peer closes.
    static BodyInput untilClose(Wire wire) {
        return new BodyInput(new BufferedWireInput(wire), HeadLines.CHUNKED, () -> {}, () -> {});
    }

    boolean ended() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        if (length == 0) {
            return 0;
        }
        if (!begun) {
            begun = true;
            beforeFirstRead.run();
        }
        int count = readFramed(bytes, offset, length);
        if (count > 0 && bytesLeft > 0) {
            bytesLeft -= count;
        }
        if (count < 0 || bytesLeft == 0) {
            ended = true;
            atEnd.run();
        }
        return count;
    }

    private int readFramed(byte[] bytes, int offset, int length) throws IOException {
        try {
            return framed.read(bytes, offset, length);
        } catch (IOException e) {
            broken = true;
            throw new BrokenBody(e);
        }
    }

    /// Whether reading has failed, so that nobody can tell where the body ends.
    boolean broken() {
        return broken;
    }

    @Override
    public int available() throws IOException {
        return ended || !begun ? 0 : framed.available();
    }

    /// Reads away what is left, so that the connection can go on.
    ///
    /// @return false when more than `bytesMax` were left
    boolean drain(int bytesMax) throws IOException {
        byte[] waste = new byte[8 * 1024];
        for (long total = 0; total <= bytesMax; ) {
            int count = read(waste, 0, waste.length);
            if (count < 0) {
                return true;
            }
            total += count;
        }
        return ended;
    }
}
