package dev.conex.engine;

/// What a waiter waits for.
public enum WaitCondition {
    /// Not running now or later.
    NOT_RUNNING,
    /// The next exit after the call.
    NEXT_EXIT,
    /// The record is gone.
    REMOVED
}
