package dev.conex.runtime;

import java.io.IOException;
import java.util.List;

/// Acts upon the processes of a container and measures them.
public interface Control {
    /// Sends a signal to the first process; a process that is gone is not an error.
    void signal(int number) throws IOException;

    /// Kills every process of the container, also those that left the first one's tree.
    void killAll() throws IOException;

    void pause() throws IOException;

    void resume() throws IOException;

    void update(Limits limits) throws IOException;

    Stats stats() throws IOException;

    /// Process ids in the host's namespace, ascending.
    List<Integer> pids() throws IOException;
}
