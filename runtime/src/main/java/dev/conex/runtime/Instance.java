package dev.conex.runtime;

import dev.conex.linux.Fd;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// One launched container: the running thing behind a container record. Safe for use by several threads.
public interface Instance extends Control, AutoCloseable {
    /// The process id of the first process, in the host's pid namespace.
    int pid();

    /// Everything needed to [adopt][Runtime#adopt] this container; to be stored before [#start].
    ShimRecord record();

    /// A new descriptor of the container's network namespace, which the caller closes; only between create and exit.
    Fd networkNamespace() throws IOException;

    /// Opens the gate and returns when the program runs.
    ///
    /// @throws LaunchFailure if the program could not be executed; the instance has ended then
    void start() throws IOException;

    /// When the program began to run; empty before, or when it never did. Known after a restart too.
    Optional<Instant> startedAt() throws IOException;

    /// Waits until the container has ended and its exit status is on disk. May be called often, by many.
    Exit await() throws InterruptedException;

    /// Runs one more process inside.
    ///
    /// @throws LaunchFailure as [#start]
    Exec exec(ExecSpec spec) throws IOException;

    /// The live input and output.
    Streams streams();

    /// What the container wrote so far.
    ContainerLog log();

    /// Removes cgroups and the run directory's files; what still runs inside is killed first. Idempotent.
    void delete() throws IOException;

    /// Lets go of descriptors; never kills anything.
    @Override
    void close();
}
