package dev.conex.engine;

/// What containers do. Commands on one container queue; each returns when its effect may be observed.
public interface ContainerLives {
    /// Starts; [Refusal.NotModified] if it runs already, [Refusal.LaunchRefused] if its program can't be
    /// started.
    void start(String ref);

    /// Signals, waits, then kills; [Refusal.NotModified] if it doesn't run.
    void stop(String ref, StopOptions options);

    /// Stops if it runs, then starts.
    void restart(String ref, StopOptions options);

    /// Sends a signal by name (`TERM`, `SIGTERM`) or number; empty is KILL.
    void kill(String ref, String signal);

    /// Freezes every process.
    void pause(String ref);

    /// Thaws.
    void unpause(String ref);

    /// Registers a waiter now, so that nothing that happens after the return is missed.
    Waiting wait(String ref, WaitCondition condition);
}
