package dev.conex.engine;

import java.io.IOException;

/// An engine that is open. Closing it leaves running containers running.
final class OpenEngine implements Engine {
    private final Core core;
    private final ContainerExits exits;
    private final Doors doors;
    private final Parts parts;
    private final Builds builds;

    /// The doors of the container half.
    record Doors(
            Containers containers,
            ContainerLives lives,
            ContainerFiles files,
            ContainerStreams streams,
            Execs execs,
            EngineSystem system) {}

    OpenEngine(Core core, ContainerExits exits, Doors doors, Parts parts, Builds builds) {
        this.core = core;
        this.exits = exits;
        this.doors = doors;
        this.parts = parts;
        this.builds = builds;
    }

    @Override
    public Containers containers() {
        return doors.containers();
    }

    @Override
    public ContainerLives lives() {
        return doors.lives();
    }

    @Override
    public ContainerFiles files() {
        return doors.files();
    }

    @Override
    public ContainerStreams streams() {
        return doors.streams();
    }

    @Override
    public Execs execs() {
        return doors.execs();
    }

    @Override
    public Images images() {
        return parts.images();
    }

    @Override
    public Networks networks() {
        return parts.networks();
    }

    @Override
    public Volumes volumes() {
        return parts.volumes();
    }

    @Override
    public Builds builds() {
        return builds;
    }

    @Override
    public EngineSystem system() {
        return doors.system();
    }

    @Override
    public Events events() {
        return core.events();
    }

    /// For tests: waits until nothing is left to do in the background.
    Core core() {
        return core;
    }

    @Override
    public void close() throws IOException {
        exits.close();
        core.background().close();
        for (var cell : core.table().all()) {
            var instance = cell.instance();
            if (instance != null) {
                // whoever watches this life ends with it
                cell.instance(null);
                cell.waiters().changed();
                instance.close();
            }
        }
        for (var part : parts.toClose()) {
            Quietly.run("close a part of the engine", part::close);
        }
        core.runtime().close();
        core.storage().close();
    }
}
