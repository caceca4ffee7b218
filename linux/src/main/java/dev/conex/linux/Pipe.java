package dev.conex.linux;

/// The two ends of a pipe; closing it closes whichever is still owned here.
public record Pipe(Fd reader, Fd writer) implements AutoCloseable {
    @Override
    public void close() {
        reader.close();
        writer.close();
    }
}
