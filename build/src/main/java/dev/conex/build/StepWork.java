package dev.conex.build;

import dev.conex.oci.Digest;
import java.io.IOException;
import java.util.function.IntFunction;

/// Does a step that is not cached. Called from several threads.
interface StepWork {
    /// @param trees of the inputs, by step
    Tree perform(int number, Step step, IntFunction<Tree> trees) throws BuildFailed, IOException, InterruptedException;

    /// The key of a step by what its inputs turned out to be, see [SettledKeys].
    ///
    /// @param inputs the settled keys of the inputs, by step
    Digest settle(int number, IntFunction<Digest> inputs, IntFunction<Tree> trees) throws BuildFailed, IOException;
}
