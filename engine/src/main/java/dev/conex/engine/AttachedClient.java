package dev.conex.engine;

import dev.conex.runtime.OutputSink;
import dev.conex.runtime.Streams;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// One client of one container.
final class AttachedClient implements Attached {
    private final AttachHub hub;
    private final AttachRequest request;
    private final Output output;
    private final boolean tty;
    private final boolean closeStdin;
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch connected = new CountDownLatch(1);
    private final OutputStream input;
    private Streams.@Nullable Attachment attachment;
    private volatile boolean detached;

    AttachedClient(AttachHub hub, AttachRequest request, Output output, boolean tty, boolean stdinOnce) {
        this.hub = hub;
        this.request = request;
        this.output = output;
        this.tty = tty;
        this.closeStdin = stdinOnce && !tty;
        this.input = new ClientInput(DetachKeys.of(request.detachKeys()));
    }

    /// Once; a second call does nothing.
    synchronized void connect(Streams live) throws IOException {
        if (attachment == null && !detached && request.stream()) {
            attachment = live.attach(new Wanted());
            connected.countDown();
        }
    }

    void processEnded() {
        connected.countDown();
        over.countDown();
    }

    @Override
    public boolean tty() {
        return tty;
    }

    @Override
    public OutputStream stdin() {
        return input;
    }

    @Override
    public End await() throws InterruptedException {
        if (request.stream()) {
            connected.await();
            var now = current();
            if (now != null) {
                now.await();
            }
            over.await();
        }
        return detached ? End.DETACHED : End.PROCESS_ENDED;
    }

    private synchronized Streams.@Nullable Attachment current() {
        return attachment;
    }

    @Override
    public void close() {
        detached = over.getCount() > 0;
        hub.drop(this);
        connected.countDown();
        over.countDown();
        var now = current();
        if (now != null) {
            now.close();
        }
    }

    /// Only the streams that were asked for.
    private final class Wanted implements OutputSink {
        @Override
        public void frame(int stream, byte[] bytes, int offset, int length) throws IOException {
            if ((tty || stream == STDOUT) ? request.stdout() : request.stderr()) {
                output.frame(stream, bytes, offset, length);
            }
        }
    }

    /// Input on its way: detach keys are taken out where there is a terminal, and it waits for the start.
    private final class ClientInput extends OutputStream {
        private final DetachKeys keys;

        ClientInput(DetachKeys keys) {
            this.keys = keys;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!request.stdin()) {
                return;
            }
            if (!tty) {
                pass(bytes, offset, length);
                return;
            }
            var filtered = keys.filter(bytes, offset, length);
            pass(filtered.input(), 0, filtered.input().length);
            if (filtered.detached()) {
                AttachedClient.this.close();
                throw new IOException("detached by keys");
            }
        }

        private void pass(byte[] bytes, int offset, int length) throws IOException {
            var live = live();
            if (live != null && length > 0) {
                live.stdin().write(bytes, offset, length);
                live.stdin().flush();
            }
        }

        @Override
        public void close() throws IOException {
            if (request.stdin() && closeStdin) {
                var live = live();
                if (live != null) {
                    live.closeStdin();
                }
            }
        }

        private @Nullable Streams live() throws IOException {
            try {
                return hub.awaitStreams(AttachedClient.this);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("waiting for the container's start");
            }
        }
    }
}
