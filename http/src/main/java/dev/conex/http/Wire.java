package dev.conex.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.impl.io.SessionOutputBufferImpl;
import org.jspecify.annotations.Nullable;

/// One connected socket, plain or with TLS, and the buffers of its two directions. Small reads and writes go
/// through the buffers; large ones pass them by.
final class Wire implements Closeable {
    private static final int BUFFER_BYTES = 8 * 1024;
    private static final int DIRECT_BYTES_MIN = 1024;

    private final SocketChannel channel;
    private final @Nullable SSLSocket tls;
    private final MeteredInput input;
    private final OutputStream output;
    private final SessionInputBufferImpl inputBuffer = new SessionInputBufferImpl(
            new BasicHttpTransportMetrics(), BUFFER_BYTES, DIRECT_BYTES_MIN, Limits.HEAD_BYTES_MAX, null);
    private final SessionOutputBufferImpl outputBuffer =
            new SessionOutputBufferImpl(new BasicHttpTransportMetrics(), BUFFER_BYTES, DIRECT_BYTES_MIN, null);
    private volatile boolean owned = true;

    private Wire(SocketChannel channel, @Nullable SSLSocket tls, InputStream input, OutputStream output) {
        this.channel = channel;
        this.tls = tls;
        this.input = new MeteredInput(input);
        this.output = output;
    }

    private static Wire plain(SocketChannel channel) {
        return new Wire(channel, null, new ChannelInput(channel), new ChannelOutput(channel));
    }

    /// A connection taken from a listener, or just made.
    static Wire accepted(SocketChannel channel) throws IOException {
        withoutDelay(channel);
        return plain(channel);
    }

    /// Small answers must not wait for the peer's acknowledgement.
    static void withoutDelay(SocketChannel channel) throws IOException {
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
    }

    static Wire secured(SocketChannel channel, SSLSocket tls) throws IOException {
        return new Wire(channel, tls, tls.getInputStream(), tls.getOutputStream());
    }

    MeteredInput input() {
        return input;
    }

    OutputStream output() {
        return output;
    }

    SessionInputBufferImpl inputBuffer() {
        return inputBuffer;
    }

    SessionOutputBufferImpl outputBuffer() {
        return outputBuffer;
    }

    SocketChannel channel() {
        return channel;
    }

    Optional<SocketChannel> plainChannel() {
        return tls == null ? Optional.of(channel) : Optional.empty();
    }

    void flush() throws IOException {
        outputBuffer.flush(output);
        output.flush();
    }

    /// Waits until a byte stands in the buffer; false at the peer's end.
    boolean awaitBytes() throws IOException {
        return inputBuffer.hasBufferedData() || inputBuffer.fillBuffer(input) >= 0;
    }

    /// Whether an idle connection is still open and silent. Under TLS this can't be seen, and is taken to be so.
    boolean quiet() {
        if (tls != null) {
            return true;
        }
        try {
            channel.configureBlocking(false);
            boolean quiet = channel.read(ByteBuffer.allocate(1)) == 0;
            channel.configureBlocking(true);
            return quiet;
        } catch (IOException e) {
            return false;
        }
    }

    /// Reads and forgets until the peer closes or the socket is closed under it.
    void drain() throws IOException {
        input.endHead();
        byte[] waste = new byte[BUFFER_BYTES];
        int count = 0;
        while (count >= 0) {
            count = input.read(waste, 0, waste.length);
        }
    }

    void shutdownOutput() throws IOException {
        if (tls == null) {
            channel.shutdownOutput();
        } else {
            tls.shutdownOutput();
        }
    }

    /// From now on [#close] leaves the socket alone.
    void disown() {
        owned = false;
    }

    @Override
    public void close() throws IOException {
        if (owned) {
            channel.close();
        }
    }
}
