package dev.conex.engine;

import dev.conex.runtime.Runtime;
import dev.conex.storage.Storage;
import java.nio.file.Path;

/// What the parts of the engine share, wired once in [EngineAssembly].
record Core(
        EngineConfig config,
        Storage storage,
        Runtime runtime,
        ContainerTable table,
        EventLog events,
        RunnableImages images,
        ContainerNetworks networks,
        MountableVolumes volumes,
        Background background) {

    /// Files of a container that live as long as its record: its log, its `/etc` files.
    Path stateDir(ContainerId id) {
        return stateDir(config, id);
    }

    static Path stateDir(EngineConfig config, ContainerId id) {
        return config.dataRoot().resolve("containers").resolve(id.value());
    }

    /// Files of a running container, gone after a reboot.
    Path runDir(ContainerId id) {
        return config.runRoot().resolve("containers").resolve(id.value());
    }

    EtcFiles etc(ContainerId id) {
        return new EtcFiles(stateDir(id));
    }

    int hostCpus() {
        return java.lang.Runtime.getRuntime().availableProcessors();
    }
}
