package dev.conex.engine;

/// Output, input, figures and processes of containers.
public interface ContainerStreams {
    /// Attaches; works before the start too. Output goes to `output` on threads of the engine from now on.
    Attached attach(String ref, AttachRequest request, Output output);

    /// The log; refused at once when the container or a stream is missing, read by [LogReading#run].
    LogReading logs(String ref, LogRequest request);

    /// The size of the terminal.
    void resize(String ref, int rows, int columns);

    /// Figures now; of a stopped container: empty ones.
    ContainerStats stats(String ref);

    /// Processes. `psArgs` empty is `-ef`.
    ProcessTable top(String ref, String psArgs);
}
