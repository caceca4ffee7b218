package dev.conex.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Raw input of a hijacked connection, which waits for the read-ahead of a peer watch before its first read.
final class SettledInput extends FilterInputStream {
    private final PeerWatch watch;
    private boolean settled;

    SettledInput(PeerWatch watch, InputStream raw) {
        super(raw);
        this.watch = watch;
    }

    @Override
    public int read() throws IOException {
        return settle() ? in.read() : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return settle() ? in.read(bytes, offset, length) : -1;
    }

    private boolean settle() throws IOException {
        if (!settled) {
            if (!watch.settle()) {
                return false;
            }
            settled = true;
        }
        return true;
    }
}
