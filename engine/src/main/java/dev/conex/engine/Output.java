package dev.conex.engine;

import java.io.IOException;

/// Takes output of a process. Calls come one at a time; a slow taker slows only what it is attached to.
@FunctionalInterface
public interface Output {
    /// Standard output, also everything of a terminal.
    int STDOUT = 1;
    /// Standard error.
    int STDERR = 2;

    /// Bytes of one stream, as written.
    void frame(int stream, byte[] bytes, int offset, int length) throws IOException;
}
