package dev.conex.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The socket's input, which can be told that a head is being read and then refuses to deliver more than a head
/// may have.
final class MeteredInput extends FilterInputStream {
    private long headBytesLeft = Long.MAX_VALUE;

    MeteredInput(InputStream socket) {
        super(socket);
    }

    void beginHead(int bytesMax) {
        headBytesLeft = bytesMax;
    }

    void endHead() {
        headBytesLeft = Long.MAX_VALUE;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (headBytesLeft <= 0) {
            throw new MalformedHead(431, "head is over " + Limits.HEAD_BYTES_MAX + " bytes");
        }
        int count = in.read(bytes, offset, length);
        if (headBytesLeft != Long.MAX_VALUE) {
            headBytesLeft -= Math.max(count, 0);
        }
        return count;
    }
}
