package dev.conex.runtime;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Passes on the lines that a query wants. Of a tail, lines are held until the end of the log was reached once; from
/// then on they pass at once.
final class LineFilter implements ContainerLog.Sink {
    private final LogQuery query;
    private final ContainerLog.Sink sink;
    private @Nullable Deque<LogLine> tail;
    private boolean done;

    LineFilter(LogQuery query, ContainerLog.Sink sink) {
        this.query = query;
        this.sink = sink;
        this.tail = query.tail() == LogQuery.ALL ? null : new ArrayDeque<>();
    }

    @Override
    public void line(LogLine line) throws IOException {
        if (done || (query.since() != null && line.time().isBefore(query.since()))) {
            return;
        }
        if (query.until() != null && !line.time().isBefore(query.until())) {
            done = true;
            return;
        }
        if (tail == null) {
            sink.line(line);
            return;
        }
        tail.addLast(line);
        if (tail.size() > query.tail()) {
            tail.removeFirst();
        }
    }

    /// All that was in the log when the reading began has been seen.
    void caughtUp() throws IOException {
        Deque<LogLine> held = tail;
        tail = null;
        if (held != null) {
            for (LogLine line : held) {
                sink.line(line);
            }
        }
    }

    /// Whether nothing that follows can be wanted.
    boolean done() {
        return done;
    }
}
