package dev.conex.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Runs containers from bundles. The room's door.
///
/// [#create] brings a container up to its start gate: namespaces, mounts, limits and identity are done, the program
/// has not run yet. [Instance#start] opens the gate. Whatever fails on the way is undone before the exception is
/// seen.
@SuppressWarnings("AvoidCommonTypeNames") // the room's word; nobody imports java.lang's by accident
public interface Runtime extends AutoCloseable {
    /// @throws LaunchFailure if a step of the launch was refused by the kernel
    Instance create(Bundle bundle) throws IOException;

    /// Takes a container of an earlier daemon back.
    ///
    /// @return empty when its shim is gone and left no exit status (the host was restarted, or somebody killed the
    ///     shim); an instance whose [Instance#await] answers at once when it ended meanwhile
    Optional<Instance> adopt(ShimRecord record) throws IOException;

    /// Ends and removes what a launch left that nobody remembers, by the cgroup path of its bundle, or its id if it had
    /// none: for orphans found at a daemon's start.
    void sweep(String cgroup) throws IOException;

    /// Removes the cgroups of containers that have ended, but for those of `liveIds`: a daemon may have died between
    /// an end and the removal. One that has a process, or isn't called as containers are, is left alone.
    void sweepEmpty(Set<String> liveIds) throws IOException;

    /// What `create` would do, without doing it. Pure: it reads no file and makes no call.
    LaunchPlan plan(Bundle bundle);

    /// What the kernel of this host offers, as probed at start.
    KernelInfo kernel();

    /// Gives up prepared shims; running containers are left alone.
    @Override
    void close();

    /// The runtime that launches through Conex's own shim.
    ///
    /// @param runRoot where per-container run directories lie; only used for what the runtime itself keeps
    /// @param cgroupParent name of the cgroup below which containers are placed, `conex` by default
    static Runtime shim(Path shimBinary, KernelInfo kernel, Path runRoot, String cgroupParent) throws IOException {
        return ShimRuntime.open(shimBinary, kernel, runRoot, cgroupParent);
    }
}
