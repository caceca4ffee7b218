package dev.conex.runtime;

import java.io.IOException;

/// A process that was added to a running container. Closing lets go of its descriptors and kills nothing.
public interface Exec extends AutoCloseable {
    /// Its process id in the host's namespace.
    int pid();

    ExecIo io();

    Exit await() throws InterruptedException;

    void signal(int number) throws IOException;

    /// Sets the size of its terminal; without a terminal it does nothing.
    void resize(int rows, int columns) throws IOException;

    @Override
    void close();
}
