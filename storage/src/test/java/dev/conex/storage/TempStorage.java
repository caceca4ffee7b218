package dev.conex.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.conex.linux.Dir;
import dev.conex.linux.Mount;
import dev.conex.linux.OpenFlags;
import dev.conex.oci.ChainId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A data root of its own, and a canary beside it that hostile archives aim at.
final class TempStorage implements AutoCloseable {
    final Path top;
    final Path canary;
    private Storage storage;

    TempStorage() throws IOException {
        this(Files.createTempDirectory("cx-storage"));
    }

    private TempStorage(Path top) throws IOException {
        this.top = top;
        this.canary = Files.createDirectory(top.resolve("canary"));
        Files.writeString(canary.resolve("secret"), "secret");
        this.storage = Storage.open(root());
    }

    Path root() {
        return top.resolve("root");
    }

    Storage storage() {
        return storage;
    }

    Snapshots snapshots() {
        return storage.snapshots();
    }

    /// As after a restart of the process.
    Storage reopened() throws IOException {
        storage.close();
        storage = Storage.open(root());
        return storage;
    }

    ChainId unpack(@Nullable ChainId parent, byte[] tar) throws IOException {
        return snapshots().unpack(parent, TarBall.diffId(tar), TarBall.stream(tar));
    }

    /// Unpacks all on top of each other.
    List<ChainId> stack(TarBall... layers) throws IOException {
        var chain = new ArrayList<ChainId>();
        for (var layer : layers) {
            chain.add(unpack(chain.isEmpty() ? null : chain.getLast(), layer.bytes()));
        }
        return chain;
    }

    static String read(Mount mount, String path) throws IOException {
        try (var root = mount.root();
                var file = root.openFile(path.getBytes(UTF_8), OpenFlags.READ_ONLY, 0);
                var in = file.input()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    static void write(Mount mount, String path, String content) throws IOException {
        try (var root = mount.root();
                var file = root.openFile(path.getBytes(UTF_8), OpenFlags.CREATE | OpenFlags.WRITE_ONLY, 0644)) {
            file.write(content.getBytes(UTF_8));
        }
    }

    interface Look {
        void at(Dir root) throws IOException;
    }

    /// Looks at what the layers show.
    void view(List<ChainId> chain, Look look) throws IOException {
        try (var mount = snapshots().view(chain);
                var root = mount.root()) {
            look.at(root);
        }
    }

    List<String> names(List<ChainId> chain, String directory) throws IOException {
        try (var mount = snapshots().view(chain);
                var root = mount.root();
                var dir = root.directory(directory.getBytes(UTF_8))) {
            return dir.names().stream().map(name -> new String(name, UTF_8)).toList();
        }
    }

    @Override
    public void close() throws IOException {
        storage.close();
        Disk.deleteTree(top);
    }
}
