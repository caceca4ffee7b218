package dev.conex.engine;

/// How to start an exec: with a terminal, and its first size (0: unknown).
public record ExecStart(boolean tty, int rows, int columns) {
    public static final ExecStart PLAIN = new ExecStart(false, 0, 0);
}
