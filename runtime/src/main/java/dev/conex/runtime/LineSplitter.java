package dev.conex.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;

/// Makes lines of frames: at each newline, or after [ContainerLog#LINE_BYTES_MAX] bytes without one. The pieces of a
/// long line share the time of its first.
final class LineSplitter implements FrameReader.Sink {
    private static final long NANOS = 1_000_000_000L;

    private final ContainerLog.Sink sink;
    private final Pending[] streams = {new Pending(1), new Pending(2)};

    private static final class Pending {
        private final int stream;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long timeNanos;
        private boolean continued;

        private Pending(int stream) {
            this.stream = stream;
        }
    }

    LineSplitter(ContainerLog.Sink sink) {
        this.sink = sink;
    }

    @Override
    public void frame(Frame frame) throws IOException {
        Pending pending = streams[frame.stream() == OutputSink.STDERR ? 1 : 0];
        byte[] bytes = frame.bytes();
        int from = 0;
        while (from < bytes.length) {
            int room = ContainerLog.LINE_BYTES_MAX - pending.bytes.size();
            int to = from;
            while (to < bytes.length && to - from < room && bytes[to] != '\n') {
                to++;
            }
            if (!pending.continued) {
                pending.timeNanos = frame.timeNanos();
            }
            pending.bytes.write(bytes, from, to - from);
            from = to;
            if (to < bytes.length && bytes[to] == '\n') {
                emit(pending, false);
                from++;
            } else if (pending.bytes.size() == ContainerLog.LINE_BYTES_MAX) {
                emit(pending, true);
            }
        }
    }

    /// The output has ended: what has no newline is given as a piece.
    void end() throws IOException {
        for (Pending pending : streams) {
            if (pending.bytes.size() > 0) {
                emit(pending, true);
            }
        }
    }

    private void emit(Pending pending, boolean partial) throws IOException {
        Instant time = Instant.ofEpochSecond(pending.timeNanos / NANOS, pending.timeNanos % NANOS);
        byte[] text = pending.bytes.toByteArray();
        pending.bytes.reset();
        pending.continued = partial;
        sink.line(new LogLine(pending.stream, time, text, partial));
    }
}
