package dev.conex.build;

import java.io.IOException;

/// Runs the program of a step, in the way containers are run. Called from several threads.
@FunctionalInterface
public interface StepRunner {
    /// Runs to the end and answers the exit code, 128 + signal when it was killed. An interrupt kills it.
    ///
    /// @throws BuildFailed when it can't be started: the text is for the user
    int run(RunTask task, StepOutput output) throws BuildFailed, IOException, InterruptedException;
}
