package dev.conex.http;

import java.io.IOException;
import java.io.InputStream;

/// A wire's bytes without any framing: first those in the buffer.
final class BufferedWireInput extends InputStream {
    private final Wire wire;

    BufferedWireInput(Wire wire) {
        this.wire = wire;
    }

    @Override
    public int read() throws IOException {
        return wire.inputBuffer().read(wire.input());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return length == 0 ? 0 : wire.inputBuffer().read(bytes, offset, length, wire.input());
    }

    @Override
    public int available() {
        return wire.inputBuffer().length();
    }
}
