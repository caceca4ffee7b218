package dev.conex.build;

import java.io.IOException;
import java.util.function.IntFunction;

/// Does a step that is not cached. Called from several threads.
@FunctionalInterface
interface StepWork {
    /// @param trees of the inputs, by step
    Tree perform(int number, Step step, IntFunction<Tree> trees) throws BuildFailed, IOException, InterruptedException;
}
