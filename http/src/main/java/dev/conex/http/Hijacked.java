package dev.conex.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// A connection that has stopped speaking HTTP: raw bytes both ways. One thread may read while another writes.
public final class Hijacked implements Closeable {
    private final Wire wire;
    private final InputStream input;

    Hijacked(Wire wire, InputStream input) {
        this.wire = wire;
        this.input = input;
    }

    /// Bytes from the peer, those first that came together with the head. At its end when the peer has closed its
    /// sending half; writing may still go on then.
    public InputStream input() {
        return input;
    }

    /// Bytes to the peer, unbuffered.
    public OutputStream output() {
        return wire.output();
    }

    /// Tells the peer that nothing more comes; reading goes on.
    public void shutdownOutput() throws IOException {
        wire.shutdownOutput();
    }

    /// The socket itself, where no TLS is in between, for transfers that need no copy. Bytes that already came
    /// in are in [#input] only: read `input().available()` bytes first.
    public Optional<SocketChannel> channel() {
        return wire.plainChannel();
    }

    /// Takes the socket out of our hands: closing it is the caller's work from here on.
    ///
    /// @return the socket and what had been read from it and not yet used
    /// @throws IOException if TLS is in between
    public Released release() throws IOException {
        var channel = wire.plainChannel()
                .orElseThrow(() -> new IOException("hand over the connection: its bytes go through TLS"));
        byte[] early = input.readNBytes(input.available());
        wire.disown();
        return new Released(channel, ByteBuffer.wrap(early).asReadOnlyBuffer());
    }

    /// A socket handed over.
    ///
    /// @param early bytes of the peer that were read before the hand-over
    public record Released(SocketChannel channel, ByteBuffer early) {}

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
