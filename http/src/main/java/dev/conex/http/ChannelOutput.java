package dev.conex.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// Blocking writes to a socket channel, which park a virtual thread. One `write` is never mixed with another
/// thread's.
final class ChannelOutput extends OutputStream {
    /// The JDK copies each write to a buffer outside the heap; this bounds that buffer.
    private static final int WRITE_BYTES_MAX = 64 * 1024;

    private final SocketChannel channel;
    private final java.util.concurrent.locks.ReentrantLock lock = new java.util.concurrent.locks.ReentrantLock();

    ChannelOutput(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            int end = offset + length;
            for (int at = offset; at < end; ) {
                at += channel.write(ByteBuffer.wrap(bytes, at, Math.min(end - at, WRITE_BYTES_MAX)));
            }
        } finally {
            lock.unlock();
        }
    }
}
