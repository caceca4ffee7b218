package dev.conex.linux;

/// A process that we started. Closing lets go of the descriptor and neither ends nor reaps it.
public record Child(int pid, Pidfd pidfd) implements AutoCloseable {
    @Override
    public void close() {
        pidfd.close();
    }
}
