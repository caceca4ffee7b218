package dev.conex.oci;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads concatenated gzip members to the end of the stream. The JDK's own `GZIPInputStream` asks `available()`
/// whether another member follows, which a network stream answers with 0, and then loses data. Source: RFC 1952.
///
/// Zeros after a member are padding, as for gzip; anything else is an error.
final class GzipInput extends InputStream {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int HAS_CRC = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private State state = State.START;

    private enum State {
        START,
        IN_MEMBER,
        BETWEEN,
        ENDED
    }

    GzipInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            switch (state) {
                case ENDED -> {
                    return -1;
                }
                case START -> header();
                case BETWEEN -> between();
                case IN_MEMBER -> {
                    int got = inflate(bytes, offset, length);
                    if (got > 0) {
                        return got;
                    }
                }
            }
        }
    }

    private int inflate(byte[] bytes, int offset, int length) throws IOException {
        try {
            int got = inflater.inflate(bytes, offset, length);
            if (got > 0) {
                crc.update(bytes, offset, got);
                return got;
            }
        } catch (DataFormatException e) {
            throw new MalformedContent("gzip: " + e.getMessage(), e);
        }
        if (inflater.finished()) {
            at = end - inflater.getRemaining();
            trailer();
            state = State.BETWEEN;
        } else if (inflater.needsDictionary()) {
            throw new MalformedContent("gzip: wants a dictionary");
        } else {
            refill();
            inflater.setInput(buffer, 0, end);
        }
        return 0;
    }

    private void refill() throws IOException {
        if (!filled()) {
            throw new MalformedContent("gzip: ends too early");
        }
    }

    private boolean filled() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    private int take() throws IOException {
        if (at == end) {
            refill();
        }
        return buffer[at++] & 0xff;
    }

    private void header() throws IOException {
        if (take() != 0x1f || take() != 0x8b) {
            throw new MalformedContent("gzip: wrong magic number");
        }
        int method = take();
        int flags = take();
        if (method != 8 || (flags & RESERVED) != 0) {
            throw new MalformedContent("gzip: unsupported method or flags");
        }
        skip(6);
        if ((flags & HAS_EXTRA) != 0) {
            skip(take() | (take() << 8));
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        crc.reset();
        inflater.setInput(buffer, at, end - at);
        state = State.IN_MEMBER;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            take();
        }
    }

    private void skipText() throws IOException {
        while (take() != 0) {
            // the stream's length is the limit
        }
    }

    private void trailer() throws IOException {
        long sum = number();
        long size = number();
        if (sum != crc.getValue()) {
            throw new MalformedContent("gzip: wrong checksum");
        }
        if (size != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new MalformedContent("gzip: wrong length");
        }
    }

    private long number() throws IOException {
        return take() | (take() << 8) | (take() << 16) | ((long) take() << 24);
    }

    private void between() throws IOException {
        while (at < end || filled()) {
            if (buffer[at] != 0) {
                state = State.START;
                return;
            }
            at++;
        }
        state = State.ENDED;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
