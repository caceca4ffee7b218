package dev.conex.cli;

import java.io.Serial;

/// The command line itself is wrong. Says what, and the exit code Docker gives for it.
final class UsageError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// What is printed behind the message.
    enum Tail {
        NOTHING,
        /// A pointer to the command's help.
        HINT,
        /// The usage line and the pointer.
        USAGE
    }

    private final int exitCode;
    private final Tail tail;

    UsageError(String message, int exitCode, Tail tail) {
        super(message);
        this.exitCode = exitCode;
        this.tail = tail;
    }

    /// A wrong option: 125 on every command.
    static UsageError flag(String message) {
        return new UsageError(message, 125, Tail.USAGE);
    }

    /// Wrong arguments: 1.
    static UsageError arguments(String message) {
        return new UsageError(message, 1, Tail.USAGE);
    }

    int exitCode() {
        return exitCode;
    }

    Tail tail() {
        return tail;
    }
}
