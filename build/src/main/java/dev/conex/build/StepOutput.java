package dev.conex.build;

/// Takes output of a step.
@FunctionalInterface
public interface StepOutput {
    /// Bytes of stream 1 or 2, as written.
    void write(int stream, byte[] bytes, int offset, int length);
}
