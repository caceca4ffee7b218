package dev.conex.network;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// The two sockets of one namespace and the virtual threads that serve them.
final class NameServer implements NameService.Served {
    /// Datagrams worked on at once; more wait in the socket's buffer.
    private static final int QUERIES_MAX = 512;
    /// Open streams; more wait in the backlog.
    private static final int STREAMS_MAX = 64;

    private static final int QUERY_MAX = 4_096;
    private static final int IDLE_MILLIS = 10_000;

    private final DatagramChannel udp;
    private final ServerSocketChannel tcp;
    private final NameQueries queries;
    private final Consumer<NameServer> onClose;
    private final Semaphore datagrams = new Semaphore(QUERIES_MAX);
    private final Semaphore streams = new Semaphore(STREAMS_MAX);

    NameServer(DatagramChannel udp, ServerSocketChannel tcp, NameQueries queries, Consumer<NameServer> onClose) {
        this.udp = udp;
        this.tcp = tcp;
        this.queries = queries;
        this.onClose = onClose;
    }

    void start() {
        Thread.ofVirtual().name("conex-names-udp").start(() -> untilClosed(this::serveDatagrams));
        Thread.ofVirtual().name("conex-names-tcp").start(() -> untilClosed(this::serveStreams));
    }

    private interface Loop {
        void run() throws IOException, InterruptedException;
    }

    private static void untilClosed(Loop loop) {
        try {
            loop.run();
        } catch (IOException e) {
            // the socket was closed, which is how it ends
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serveDatagrams() throws IOException, InterruptedException {
        var buffer = ByteBuffer.allocate(QUERY_MAX);
        while (true) {
            buffer.clear();
            var from = udp.receive(buffer);
            var question = new byte[buffer.flip().remaining()];
            buffer.get(question);
            datagrams.acquire();
            Thread.ofVirtual().name("conex-names-query").start(() -> answer(question, from));
        }
    }

    private void answer(byte[] question, SocketAddress from) {
        try {
            var answer = queries.answer(question, false);
            if (answer.isPresent()) {
                udp.send(ByteBuffer.wrap(answer.get()), from);
            }
        } catch (IOException e) {
            // closed meanwhile: nobody waits for it any more
        } finally {
            datagrams.release();
        }
    }

    private void serveStreams() throws IOException, InterruptedException {
        while (true) {
            streams.acquire();
            var stream = tcp.accept();
            Thread.ofVirtual().name("conex-names-stream").start(() -> serve(stream));
        }
    }

    private void serve(SocketChannel stream) {
        try (stream) {
            var socket = stream.socket();
            socket.setSoTimeout(IDLE_MILLIS);
            var in = new DataInputStream(socket.getInputStream());
            while (true) {
                var question = new byte[in.readUnsignedShort()];
                in.readFully(question);
                var answer = queries.answer(question, true);
                if (answer.isEmpty()) {
                    return;
                }
                socket.getOutputStream().write(NameForwarding.framed(answer.get()));
            }
        } catch (EOFException e) {
            // the asker has finished
        } catch (IOException e) {
            // gone or idle: it can come again
        } finally {
            streams.release();
        }
    }

    @Override
    public void close() {
        onClose.accept(this);
        for (var channel : new java.io.Closeable[] {udp, tcp}) {
            try {
                channel.close();
            } catch (IOException e) {
                // closing a socket says nothing that anybody could act on
            }
        }
    }
}
