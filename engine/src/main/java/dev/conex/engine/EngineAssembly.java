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
        var runtime = runtime(config);
        try (var undo = new Undo()) {
            undo.push(runtime::giveUp);
            Files.createDirectories(config.dataRoot());
            var storage = Storage.open(config.dataRoot(), FastGzip.codecs());
            undo.push(storage::close);
            var engine = assemble(config, storage, runtime, EngineAssembly::parts, QueuedBuilds::new);
            undo.commit();
            return engine;
        }
    }

    /// Over a storage and other halves of the caller's choice; the storage is closed with the engine, or when this
    /// fails.
    static OpenEngine open(
            EngineConfig config, Storage storage, Parts.Maker maker, BiFunction<Core, Images, Builds> builder)
            throws IOException {
        var runtime = runtime(config);
        try (var undo = new Undo()) {
            undo.push(storage::close);
            undo.push(runtime::giveUp);
            var engine = assemble(config, storage, runtime, maker, builder);
            undo.commit();
            return engine;
        }
    }

    /// Its shims are made ready while the rest opens.
    private static Opening<Runtime> runtime(EngineConfig config) {
        return Opening.begin("runtime", () -> {
            Files.createDirectories(config.runRoot().resolve("containers"));
            return Runtime.shim(config.shim(), KernelInfo.probe(), config.runRoot(), config.cgroupParent());
        });
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

    private static OpenEngine assemble(
            EngineConfig config,
            Storage storage,
            Opening<Runtime> runtime,
            Parts.Maker maker,
            BiFunction<Core, Images, Builds> builder)
            throws IOException {
        Files.createDirectories(config.dataRoot().resolve("containers"));
        var store = new ContainerStore(storage.records());
        var table = new ContainerTable(store);
        var events = new EventLog();
        var uses = new TableUses(table, id -> new EtcFiles(Core.stateDir(config, id)));
        var parts = maker.make(config, storage, uses, events);
        try (var undo = new Undo()) {
            parts.toClose().forEach(part -> undo.push(part::close));
            var core = new Core(
                    config,
                    storage,
                    runtime.get(),
                    table,
                    events,
                    parts.runnableImages(),
                    parts.containerNetworks(),
                    parts.mountableVolumes(),
                    new Background());
            undo.push(core.background()::close);
            var engine = assemble(core, store, parts, builder.apply(core, parts.images()));
            undo.commit();
            return engine;
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
