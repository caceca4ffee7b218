package dev.conex.engine;

import dev.conex.runtime.KernelInfo;
import dev.conex.runtime.Runtime;
import dev.conex.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/// Wires an engine by hand, on one screen.
final class EngineAssembly {
    private EngineAssembly() {}

    /// The engine as everybody has it.
    static OpenEngine open(EngineConfig config) throws IOException {
        Files.createDirectories(config.dataRoot());
        var storage = Storage.open(config.dataRoot(), FastGzip.codecs());
        return open(config, storage, EngineAssembly::parts, QueuedBuilds::new);
    }

    private static Parts parts(EngineConfig config, Storage storage, ContainerUses containers, EventSink events)
            throws IOException {
        var images = ImageHalf.open(config, storage, containers, events);
        var network = NetworkHalf.open(config.network(), storage.records(), containers, events);
        var volumes = new LocalVolumes(storage.volumes(), containers, events);
        return new Parts(
                images.images(),
                images.runnableImages(),
                images.login(),
                network.networks(),
                network.containerNetworks(),
                volumes,
                volumes,
                List.of(network));
    }

    /// Takes the storage over: it is closed with the engine, or when this fails.
    static OpenEngine open(
            EngineConfig config, Storage storage, Parts.Maker maker, BiFunction<Core, Images, Builds> builder)
            throws IOException {
        try {
            Files.createDirectories(config.dataRoot().resolve("containers"));
            Files.createDirectories(config.runRoot().resolve("containers"));
            var runtime = Runtime.shim(config.shim(), KernelInfo.probe(), config.runRoot(), config.cgroupParent());
            var store = new ContainerStore(storage.records());
            var table = new ContainerTable(store);
            var events = new EventLog();
            var parts = maker.make(config, storage, new TableUses(table, id -> new EtcFiles(Core.stateDir(config, id))), events);
            var core = new Core(
                    config,
                    storage,
                    runtime,
                    table,
                    events,
                    parts.runnableImages(),
                    parts.containerNetworks(),
                    parts.mountableVolumes(),
                    new Background());
            return assemble(core, store, parts, builder.apply(core, parts.images()));
        } catch (IOException | RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    private static OpenEngine assemble(Core core, ContainerStore store, Parts parts, Builds builds) throws IOException {
        var exits = new ContainerExits(core);
        var stopper = new ContainerStopper(core);
        var starter = new ContainerStarter(core, new Launcher(core), exits);
        var remover = new ContainerRemover(core, stopper);
        var execs = new ExecTable(core);
        var health = new HealthWatch(core.events(), new HealthProbe(execs));
        exits.wire(starter::start, starter::restart, remover::autoRemove);
        exits.observe(health::begun, cell -> execs.containerEnded(cell.id()));
        var self = new AtomicReference<Engine>();
        var engine = new OpenEngine(
                core,
                exits,
                new OpenEngine.Doors(
                        new StoredContainers(core, new ContainerCreator(core), remover, execs),
                        new RunningLives(core, starter, stopper),
                        new RootedFiles(core),
                        new AttachedStreams(core),
                        execs,
                        new HostSystem(core, self::getPlain, parts.login())),
                parts,
                builds);
        self.setPlain(engine);
        try {
            new Recovery(core, exits, remover).run(store.all());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("opening the engine was interrupted", e);
        }
        return engine;
    }
}
