package dev.conex.engine;

import java.io.OutputStream;

/// An attached client, of a container or an exec. Closing detaches; it never ends the process.
public interface Attached extends AutoCloseable {
    /// Whether there is a terminal: one stream, raw.
    boolean tty();

    /// Input; blocks while the container isn't started. Detach keys in it end the attachment. Closing says that
    /// no more input comes (which closes the process's input only where Docker does).
    OutputStream stdin();

    /// Blocks until the output has ended, and the exit is known, or the client was detached.
    End await() throws InterruptedException;

    @Override
    void close();

    /// Why an attachment ended.
    enum End {
        PROCESS_ENDED,
        DETACHED
    }
}
