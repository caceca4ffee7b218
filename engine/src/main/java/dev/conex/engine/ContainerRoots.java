package dev.conex.engine;

import dev.conex.engine.stored.StoredMount;
import dev.conex.linux.Dir;
import dev.conex.storage.MountOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;

/// Opens the files of a container: of a running one through its process, of a stopped one by a mount that
/// nobody sees.
final class ContainerRoots {
    private final Core core;

    ContainerRoots(Core core) {
        this.core = core;
    }

    /// A root, and the name of a file below it. `running`: mounts of the container lie in it.
    record Opened(Dir root, String path, boolean running, boolean writable, AutoCloseable rest)
            implements AutoCloseable {
        byte[] name() {
            return (path.equals("/") ? "." : path.substring(1)).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            root.close();
            Quietly.run("close files of a container", rest::close);
        }
    }

    /// `path` is absolute and clean. A volume of a stopped container is opened where it lies.
    Opened open(ContainerCell cell, String path) throws IOException {
        var r = cell.record();
        boolean writable = writable(r, path);
        if (r.state().alive()) {
            return new Opened(RootFiles.ofRunning(r.state().life().pid()), path, true, writable, () -> {});
        }
        var volume = r.mounts().stream()
                .filter(m -> m.kind() == StoredMount.Kind.VOLUME || m.kind() == StoredMount.Kind.BIND)
                .filter(m -> path.equals(m.destination()) || path.startsWith(m.destination() + "/"))
                .max(Comparator.comparingInt(m -> m.destination().length()));
        if (volume.isPresent()) {
            var m = volume.get();
            var rest = path.substring(m.destination().length());
            return new Opened(Dir.open(Path.of(m.source())), rest.isEmpty() ? "/" : rest, false, writable, () -> {});
        }
        return layer(r, path, writable);
    }

    /// The writable layer over the image, without what is mounted into it.
    Opened layer(ContainerRecord r, String path, boolean writable) throws IOException {
        var snapshots = core.storage().snapshots();
        var layer = snapshots
                .open(r.id())
                .orElseThrow(() -> new Refusal.Failed("container %s has no writable layer".formatted(r.id()), null));
        var mount = snapshots.mount(layer, new MountOptions(r.autoRemove(), false));
        return new Opened(
                mount.root(), path, false, writable, () -> core.background().add("close root mount", mount::close));
    }

    private static boolean writable(ContainerRecord r, String path) {
        var mount = r.mounts().stream()
                .filter(m -> path.equals(m.destination()) || path.startsWith(m.destination() + "/"))
                .max(Comparator.comparingInt(m -> m.destination().length()));
        return mount.map(StoredMount::writable).orElse(!r.host().security().readonlyRoot());
    }
}
