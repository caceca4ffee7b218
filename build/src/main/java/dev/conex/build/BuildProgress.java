package dev.conex.build;

import java.time.Instant;

/// Takes what happens during a build. Calls come from several threads, those of one step in order.
public interface BuildProgress {
    /// The plan is made; nothing has run.
    void planned(BuildGraph graph, BuildKeys keys);

    /// A step runs.
    void started(int step, Instant at);

    /// A step need not run.
    void cached(int step);

    /// Output of a step.
    void output(int step, int stream, byte[] bytes, int offset, int length);

    /// A step has run.
    void completed(int step, Instant at);

    /// A step could not be done.
    void failed(int step, String why);
}
