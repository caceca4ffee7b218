package dev.conex.daemon;

import dev.conex.api.RawStream;
import dev.conex.api.StdCopy;
import dev.conex.engine.Attached;
import dev.conex.engine.Output;
import dev.conex.http.Headers;
import dev.conex.http.Hijacked;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The raw stream between a client and a process. Output of the engine may come before the client's stream is open: it
/// waits for [#open]. One use.
final class ClientStream implements Output {
    private static final int COPY_BYTES = 32 * 1024;
    /// When a client that has closed its half is first asked whether it still listens; then ever more seldom.
    private static final Duration PROBE_FIRST = Duration.ofSeconds(2);
    private static final Duration PROBE_SELDOM = Duration.ofSeconds(30);
    /// Frames came with this version; before, the content type said raw for both.
    private static final int FRAMES_NAMED_SINCE = 42;

    private final Exchange exchange;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Hijacked stream;
    private boolean raw;
    private volatile boolean gone;
    private volatile @Nullable Attached attached;

    ClientStream(Exchange exchange) {
        this.exchange = exchange;
    }

    /// Ends HTTP: 101 for those who asked for an upgrade, 200 for others.
    void open(boolean tty) throws IOException {
        boolean upgrade = exchange.request().headers().has("Upgrade");
        var type = !tty && !exchange.version().below(FRAMES_NAMED_SINCE) ? RawStream.MULTIPLEXED : RawStream.RAW;
        var headers = upgrade
                ? Headers.of("Content-Type", type, "Connection", "Upgrade", "Upgrade", "tcp")
                : Headers.of("Content-Type", type);
        stream = exchange.response().hijack(upgrade ? 101 : 200, headers);
        raw = tty;
        opened.countDown();
    }

    /// Lets waiting output fail, when the stream is not opened after all.
    void giveUp() {
        gone = true;
        opened.countDown();
    }

    /// Carries input and output until the process ends or the client goes.
    void run(Attached process, boolean stdin) throws InterruptedException {
        attached = process;
        var input = Thread.ofVirtual().name("client-input").start(() -> carryInput(process, stdin));
        try {
            if (!gone) {
                process.await();
            }
        } finally {
            ended.countDown();
            input.interrupt();
        }
    }

    private Hijacked stream() throws IOException {
        var known = stream;
        if (known == null) {
            throw new IOException("client is gone");
        }
        return known;
    }

    private void carryInput(Attached process, boolean stdin) {
        try {
            var in = stream().input();
            var buffer = new byte[COPY_BYTES];
            @Nullable OutputStream to = stdin ? process.stdin() : null;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (to != null) {
                    to.write(buffer, 0, n);
                    to.flush();
                }
            }
            if (to != null) {
                to.close();
            }
            probe(process);
        } catch (IOException e) {
            probeOrLeave(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void probeOrLeave(Attached process) {
        try {
            probe(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A closed half looks like a closed whole. An empty frame now and then finds out which; raw streams have no such
    /// thing.
    private void probe(Attached process) throws InterruptedException {
        long wait = PROBE_FIRST.toMillis();
        while (!raw && !gone && !ended.await(wait, TimeUnit.MILLISECONDS)) {
            wait = Math.min(2 * wait, PROBE_SELDOM.toMillis());
            try {
                send(new byte[] {StdCopy.STDOUT, 0, 0, 0, 0, 0, 0, 0}, 0, 8);
            } catch (IOException e) {
                gone = true;
                process.close();
            }
        }
    }

    @Override
    public void frame(int number, byte[] bytes, int offset, int length) throws IOException {
        try {
            opened.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (gone) {
            throw new IOException("client is gone");
        }
        try {
            lock.lock();
            try {
                if (raw) {
                    stream().output().write(bytes, offset, length);
                } else {
                    StdCopy.write(stream().output(), number, bytes, offset, length);
                }
            } finally {
                lock.unlock();
            }
        } catch (IOException e) {
            leave();
            throw e;
        }
    }

    /// Words of the daemon, as output.
    void say(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        frame(STDOUT, bytes, 0, bytes.length);
    }

    private void send(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            stream().output().write(bytes, offset, length);
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        gone = true;
        var process = attached;
        if (process != null) {
            Thread.ofVirtual().start(process::close);
        }
    }
}
