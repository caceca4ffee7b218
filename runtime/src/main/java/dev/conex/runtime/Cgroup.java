package dev.conex.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The cgroups of one container, in whatever hierarchies there are.
interface Cgroup {
    /// Its directory in each hierarchy, by the hierarchy's name.
    Map<String, Path> directories();

    void update(Limits limits) throws IOException;

    /// Returns when every process stands still.
    void freeze() throws IOException;

    void thaw() throws IOException;

    /// Kills every process, frozen or not.
    void kill() throws IOException;

    List<Integer> pids() throws IOException;

    Stats stats() throws IOException;

    /// The file with a line `oom_kill N`.
    Optional<Path> oomEvents();

    /// Removes the directories; they must be empty of processes soon.
    void delete() throws IOException;
}
