package dev.conex.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// Reads what a container wrote, while it runs and afterwards. The shim writes it; readers need no leave of anybody.
public final class ContainerLog {
    /// Longer lines come in pieces.
    public static final int LINE_BYTES_MAX = 16 * 1024;

    private final Path directory;

    private ContainerLog(Path directory) {
        this.directory = directory;
    }

    /// The log in a directory; it may be absent or empty.
    public static ContainerLog open(Path directory) {
        return new ContainerLog(directory);
    }

    /// Takes lines in the order in which they were written.
    @FunctionalInterface
    public interface Sink {
        /// @throws IOException to end the reading
        void line(LogLine line) throws IOException;
    }

    /// Gives the wanted lines to the sink, on the calling thread. While the query says follow it waits for more at
    /// the end; interrupt the thread to stop it at once.
    public void read(LogQuery query, Sink sink) throws IOException, InterruptedException {
        LineFilter filter = new LineFilter(query, sink);
        LineSplitter splitter = new LineSplitter(filter);
        try (FrameReader frames = new FrameReader(directory)) {
            boolean follow;
            do {
                // asked before reading: what was written until "no" is still read
                follow = query.follow().getAsBoolean() && !query.past(Instant.now());
                while (!filter.done() && frames.next(splitter)) {}
                if (!follow && !filter.done()) {
                    splitter.end();
                }
                filter.caughtUp();
                if (follow && !filter.done()) {
                    frames.await();
                }
            } while (follow && !filter.done());
        }
    }

    /// Bytes on disk of all files together.
    public long bytes() throws IOException {
        return LogFiles.bytes(directory);
    }

    /// Removes every file; for a container that does not run.
    public void delete() throws IOException {
        LogFiles.delete(directory);
    }
}
