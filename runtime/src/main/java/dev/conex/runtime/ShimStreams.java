package dev.conex.runtime;

import dev.conex.linux.Fd;
import dev.conex.linux.Pidfd;
import dev.conex.linux.Pipe;
import dev.conex.linux.Terminal;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// The live ends of a container behind a shim. While at least one sink is attached, the shim copies all output into
/// one pipe, which a virtual thread deals out.
final class ShimStreams implements Streams, AutoCloseable {
    private static final int FRAME_BYTES_MAX = 64 * 1024;

    private final @Nullable ShimControl control;
    private final CompletableFuture<Exit> exit;
    private final boolean tty;
    private final @Nullable OutputStream stdin;
    private final @Nullable Fd terminal;
    private final List<Attached> sinks = new CopyOnWriteArrayList<>();
    private @Nullable Fd live;
    private boolean detaching;

    private ShimStreams(
            @Nullable ShimControl control, CompletableFuture<Exit> exit, @Nullable Fd stdin, @Nullable Fd terminal) {
        this.control = control;
        this.exit = exit;
        this.stdin = stdin == null ? null : stdin.output();
        this.terminal = terminal;
        this.tty = terminal != null;
    }

    /// Of a container that has ended.
    static ShimStreams closed() {
        return new ShimStreams(null, new CompletableFuture<>(), null, null);
    }

    static ShimStreams of(Pidfd shim, ShimControl control, ShimRecord record, CompletableFuture<Exit> exit)
            throws IOException {
        Fd stdin = record.stdin() ? shim.getfd(ShimWords.FD_STDIN) : null;
        Fd terminal = record.tty() ? shim.getfd(ShimWords.FD_PTY) : null;
        return new ShimStreams(control, exit, stdin, terminal);
    }

    private final class Attached implements Attachment {
        private final OutputSink sink;
        private final CountDownLatch ended = new CountDownLatch(1);

        private Attached(OutputSink sink) {
            this.sink = sink;
        }

        private void give(int stream, byte[] bytes, int length) {
            try {
                sink.frame(stream, bytes, 0, length);
            } catch (IOException e) {
                close();
            }
        }

        private void end() {
            if (sinks.remove(this)) {
                sink.end();
            }
            ended.countDown();
        }

        @Override
        public void await() throws InterruptedException {
            ended.await();
        }

        @Override
        public void close() {
            sinks.remove(this);
            ended.countDown();
            detachIfAlone();
        }
    }

    @Override
    public synchronized Attachment attach(OutputSink sink) throws IOException {
        Attached attached = new Attached(sink);
        if (control == null || exit.isDone()) {
            sink.end();
            attached.ended.countDown();
            return attached;
        }
        awaitDetached();
        sinks.add(attached);
        if (live == null) {
            connect(control);
        }
        return attached;
    }

    /// A pipe that is being given up takes no sink any more.
    private synchronized void awaitDetached() throws IOException {
        while (detaching) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while attaching", e);
            }
        }
    }

    private void connect(ShimControl shim) throws IOException {
        Pipe pipe = Fd.pipe();
        live = pipe.reader();
        // a shim that has ended never answers: then our own write end goes, and the reader sees the end
        var _ = exit.whenComplete((_, _) -> pipe.writer().close());
        DataInputStream in = new DataInputStream(pipe.reader().input());
        shim.attach(pipe.writer().number());
        boolean confirmed = frame(in, new byte[FRAME_BYTES_MAX], false);
        pipe.writer().close();
        if (!confirmed) {
            finish(in);
            return;
        }
        Thread.ofVirtual().name("attached").start(() -> pump(in));
    }

    private void pump(DataInputStream in) {
        byte[] buffer = new byte[FRAME_BYTES_MAX];
        try {
            while (frame(in, buffer, true)) {}
        } catch (IOException e) {
            System.getLogger(ShimStreams.class.getName())
                    .log(System.Logger.Level.WARNING, "reading the output of a container", e);
        }
        finish(in);
    }

    /// One frame of the shim's: stream, three zero bytes, length, bytes.
    private boolean frame(DataInputStream in, byte[] buffer, boolean deal) throws IOException {
        int stream = in.read();
        if (stream < 0) {
            return false;
        }
        in.skipNBytes(3);
        int length = in.readInt();
        if (length < 0 || length > buffer.length) {
            throw new IOException("frame of %d bytes from a shim".formatted(length));
        }
        in.readFully(buffer, 0, length);
        if (deal && stream != 0) {
            sinks.forEach(s -> s.give(stream, buffer, length));
        }
        return true;
    }

    /// The pipe has ended, by a detach or with the container.
    private synchronized void finish(DataInputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a pipe does not fail", e);
        }
        live = null;
        detaching = false;
        List.copyOf(sinks).forEach(Attached::end);
        notifyAll();
    }

    private synchronized void detachIfAlone() {
        if (sinks.isEmpty() && live != null && control != null && !detaching) {
            detaching = true;
            try {
                control.detach();
            } catch (IOException e) {
                System.getLogger(ShimStreams.class.getName())
                        .log(System.Logger.Level.WARNING, "detaching from a container", e);
            }
        }
    }

    @Override
    public OutputStream stdin() {
        return stdin == null ? OutputStream.nullOutputStream() : new UnclosedOutput(stdin);
    }

    @Override
    public void closeStdin() throws IOException {
        if (stdin != null && !tty && control != null) {
            control.closeStdin();
            stdin.close();
        }
    }

    @Override
    public void resize(int rows, int columns) throws IOException {
        if (terminal != null) {
            Terminal.resize(terminal, new Terminal.Size(rows, columns));
        }
    }

    @Override
    public void close() {
        sinks.clear();
        detachIfAlone();
        if (stdin != null) {
            try {
                stdin.close();
            } catch (IOException e) {
                throw new IllegalStateException("closing a pipe does not fail", e);
            }
        }
        if (terminal != null) {
            terminal.close();
        }
    }
}
