package dev.conex.daemon;

import dev.conex.api.Nil;
import dev.conex.api.ProgressMessage;
import dev.conex.api.ProgressMessage.ProgressAux;
import dev.conex.api.ProgressMessage.ProgressError;
import dev.conex.api.ProgressMessage.ProgressFigures;
import dev.conex.api.Wire;
import dev.conex.engine.Builds;
import dev.conex.engine.ImageProgress;
import dev.conex.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Progress of a pull, push, load, import or build as JSON objects, each on a line ended by CRLF. Used by several
/// threads
/// at once. The answer begins with the first object, so that an error before it has a status of its own.
final class ProgressLines implements ImageProgress, Builds.BuildOutput {
    /// Figures of one thing are sent at most this often.
    private static final long FIGURES_EVERY_NANOS = Duration.ofMillis(100).toNanos();

    private static final byte[] CRLF = {'\r', '\n'};
    private static final ProgressFigures NO_FIGURES = new ProgressFigures(null, null);

    private final LazyBody body;
    private final boolean quiet;
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread worker = Thread.currentThread();
    private final Object ending = new Object();
    private boolean over;
    private volatile boolean gone;
    private final Map<String, Long> figuresSent = new HashMap<>();

    /// @param quiet whether only texts and errors are said
    ProgressLines(Response response, boolean quiet) {
        response.header("Content-Type", "application/json");
        this.body = new LazyBody(response);
        this.quiet = quiet;
    }

    /// Whether something was said, and the status can't be changed any more.
    boolean begun() {
        lock.lock();
        try {
            return body.begun();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void status(String id, String status, long current, long total) {
        boolean figures = current > 0 || total > 0;
        if (quiet || (figures && current < total && tooSoon(id))) {
            return;
        }
        boolean thing = !id.isEmpty() && !status.startsWith("Pulling from");
        ProgressFigures detail =
                figures ? new ProgressFigures(Nil.omitZero(current), Nil.omitZero(total)) : thing ? NO_FIGURES : null;
        say(new ProgressMessage(null, status, detail, null, Nil.omitEmpty(id), null, null, null));
    }

    private boolean tooSoon(String id) {
        lock.lock();
        try {
            long now = System.nanoTime();
            var last = figuresSent.get(id);
            if (last != null && now - last < FIGURES_EVERY_NANOS) {
                return true;
            }
            figuresSent.put(id, now);
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void text(String text) {
        say(new ProgressMessage(text, null, null, null, null, null, null, null));
    }

    @Override
    public void pushed(String tag, String digest, long size) {
        aux(new ProgressAux(null, tag, digest, size));
    }

    @Override
    public void imageId(String id, @Nullable String name) {
        // the words for people say it already
    }

    @Override
    public void imageId(String id) {
        aux(new ProgressAux(id, null, null, null));
    }

    @Override
    public ImageProgress pulling() {
        return this;
    }

    private void aux(ProgressAux aux) {
        say(new ProgressMessage(null, null, null, null, null, null, null, aux));
    }

    /// Ends the work: it is interrupted, and every word fails from now on.
    void clientGone() {
        gone = true;
        synchronized (ending) {
            if (!over) {
                worker.interrupt();
            }
        }
    }

    /// The work is done; the thread that did it is not interrupted any more.
    void over() {
        synchronized (ending) {
            over = true;
            if (gone) {
                // whoever used the thread next would take it for his
                Thread.interrupted();
            }
        }
    }

    /// The last word when it goes wrong after the beginning.
    void failed(String message, @Nullable Integer code) {
        say(new ProgressMessage(null, null, null, null, null, new ProgressError(code, message), message, null));
    }

    private void say(ProgressMessage message) {
        byte[] json = Wire.write(message);
        lock.lock();
        try {
            if (gone) {
                throw new IOException("client is gone");
            }
            body.write(json, 0, json.length);
            body.write(CRLF, 0, CRLF.length);
            body.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("client is gone", e);
        } finally {
            lock.unlock();
        }
    }
}
