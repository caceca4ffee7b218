package dev.conex.runtime;

import java.io.IOException;

/// Takes pieces of output as they come.
@FunctionalInterface
public interface OutputSink {
    int STDOUT = 1;
    int STDERR = 2;

    /// @param stream 1 or 2; a terminal has only 1
    /// @throws IOException when it wants no more; the one who calls detaches it
    void frame(int stream, byte[] bytes, int offset, int length) throws IOException;

    /// The output has ended; called once at most.
    default void end() {}
}
