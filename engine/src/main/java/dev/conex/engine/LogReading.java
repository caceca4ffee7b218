package dev.conex.engine;

import java.io.IOException;
import java.time.Instant;

/// One reading of a log.
public interface LogReading extends AutoCloseable {
    /// Whether the container has a terminal: the edge then sends raw bytes.
    boolean tty();

    /// Hands out lines until the end (or, following, until the container ends or this is closed).
    void run(Lines lines) throws IOException, InterruptedException;

    /// Ends a following [#run] from another thread.
    @Override
    void close();

    /// Takes lines; `text` includes its newline, unless the piece is partial (longer than 16 KB or the very
    /// last).
    @FunctionalInterface
    interface Lines {
        void line(int stream, Instant time, byte[] text, boolean partial) throws IOException;
    }
}
