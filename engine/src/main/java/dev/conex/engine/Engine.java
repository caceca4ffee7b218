package dev.conex.engine;

import java.io.Closeable;
import java.io.IOException;

/// The whole container platform behind one door. Closing it leaves running containers running; if there is none,
/// nothing
/// of the engine stays in the kernel.
public interface Engine extends Closeable {
    /// What containers are: create, look at, rename, remove.
    Containers containers();

    /// What containers do: start, stop, pause, wait.
    ContainerLives lives();

    /// The files inside containers.
    ContainerFiles files();

    /// Output, input, figures and processes of containers.
    ContainerStreams streams();

    /// Further processes inside running containers.
    Execs execs();

    /// Images.
    Images images();

    /// Networks and who is on them.
    Networks networks();

    /// Volumes.
    Volumes volumes();

    /// Builds.
    Builds builds();

    /// The engine itself and the host under it.
    EngineSystem system();

    /// What happened, in order.
    Events events();

    /// Opens the engine over its two roots: adopts what runs, collects what ended meanwhile, sweeps what nobody
    /// claims.
    ///
    /// @throws IOException when a root is not usable or belongs to another running engine
    static Engine open(EngineConfig config) throws IOException {
        return EngineAssembly.open(config);
    }
}
