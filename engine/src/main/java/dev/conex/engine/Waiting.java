package dev.conex.engine;

import org.jspecify.annotations.Nullable;

/// A registered waiter.
public interface Waiting extends AutoCloseable {
    /// Blocks until the condition holds.
    WaitResult await() throws InterruptedException;

    /// Gives the wait up.
    @Override
    void close();

    /// How it ended: the exit code, and an error if the container could not be removed or started.
    record WaitResult(int exitCode, @Nullable String error) {}
}
