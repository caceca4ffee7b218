package dev.conex.engine;

/// Further processes inside running containers. An exec's exit code is final before its output ends.
public interface Execs {
    /// Records a new exec in a running container; answers its id.
    String create(String containerRef, ExecSpec spec);

    /// Starts and leaves it alone.
    void startDetached(String id);

    /// Starts and attaches. A program that can't be started is refused with [Refusal.LaunchRefused] and
    /// recorded with its exit code (126 or 127).
    Attached start(String id, ExecStart start, Output output);

    /// Everything known.
    ExecInspect inspect(String id);

    /// The size of its terminal.
    void resize(String id, int rows, int columns);

    /// Whether it was created with a terminal.
    boolean tty(String id);
}
