package dev.conex.storage;

import dev.conex.linux.Fd;
import dev.conex.linux.OpenFlags;
import dev.conex.oci.ChainId;
import dev.conex.storage.stored.StoredLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Directories of unpacked layers, and a record of each. A layer counts when its record is there.
///
/// A record first says that the layer is not flushed: its files are whole as long as the machine is not booted
/// anew. [#flush()] makes them durable, all at once. What a start finds without a record, or unflushed from before
/// a boot, is thrown away.
final class LayerStore implements Layers {
    private static final Kind KIND = Kind.of("layer");
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path directory;
    private final Records records;
    private final Trash trash;
    private final String boot;
    private final Map<ChainId, StoredLayer> layers = new ConcurrentHashMap<>();
    /// Held while a layer comes or goes; nobody who only looks takes it.
    private final Object changing = new Object();

    private LayerStore(Path directory, Records records, Trash trash, String boot) {
        this.directory = directory;
        this.records = records;
        this.trash = trash;
        this.boot = boot;
    }

    static LayerStore open(Path directory, Records records, Trash trash) throws IOException {
        Disk.makeDirectory(directory);
        var boot = Files.readString(BOOT_ID).strip();
        var store = new LayerStore(directory, records, trash, boot);
        store.recover();
        return store;
    }

    private void recover() throws IOException {
        for (var record : records.all(KIND).entrySet()) {
            var chain = ChainId.parse(record.getKey());
            var layer = Json.LAYER.fromJson(record.getValue());
            if (Files.isDirectory(path(chain))
                    && (layer.flushed() || layer.boot().equals(boot))) {
                layers.put(chain, layer);
            } else {
                records.delete(KIND, record.getKey());
            }
        }
        var known = new HashSet<Path>();
        layers.keySet().forEach(chain -> known.add(path(chain)));
        try (var found = Files.list(directory)) {
            for (var tree : found.filter(tree -> !known.contains(tree)).toList()) {
                trash.take(tree);
            }
        }
    }

    private Path path(ChainId chain) {
        return directory.resolve(
                chain.digest().algorithm() + "-" + chain.digest().hex());
    }

    boolean has(ChainId chain) {
        return layers.containsKey(chain);
    }

    /// Makes a finished tree the layer of this name.
    void commit(Path tree, ChainId chain, StoredLayer layer) throws IOException {
        synchronized (changing) {
            Files.move(tree, path(chain), StandardCopyOption.ATOMIC_MOVE);
            try {
                records.put(KIND, chain.toString(), Json.LAYER.toJsonBytes(layer), Durability.EPHEMERAL);
            } catch (IOException e) {
                trash.take(path(chain));
                throw e;
            }
            layers.put(chain, layer);
        }
    }

    String boot() {
        return boot;
    }

    /// The layer's directory, for a mount; the caller closes it.
    Fd open(ChainId chain) throws IOException {
        if (!has(chain)) {
            throw new IOException("layer %s: not unpacked here".formatted(chain));
        }
        return Fd.open(path(chain), OpenFlags.PATH | OpenFlags.DIRECTORY, 0);
    }

    @Override
    public Set<ChainId> all() {
        return new TreeSet<>(layers.keySet());
    }

    @Override
    public Usage usage(ChainId chain) throws IOException {
        var layer = layers.get(chain);
        if (layer == null) {
            throw new IOException("layer %s: not unpacked here".formatted(chain));
        }
        return new Usage(layer.bytes(), layer.inodes());
    }

    @Override
    public Optional<ChainId> parent(ChainId chain) {
        return Optional.ofNullable(layers.get(chain)).map(StoredLayer::parent);
    }

    /// From the bottom up to this one; shorter when a layer is missing.
    List<ChainId> stack(ChainId chain) {
        var stack = new ArrayList<ChainId>();
        for (var at = Optional.of(chain); at.isPresent(); at = parent(at.get())) {
            stack.addFirst(at.get());
        }
        return stack;
    }

    @Override
    public void remove(ChainId chain) throws IOException {
        synchronized (changing) {
            if (layers.remove(chain) != null) {
                records.delete(KIND, chain.toString());
                trash.take(path(chain));
            }
        }
    }

    @Override
    public void flush() throws IOException {
        var waiting = layers.entrySet().stream()
                .filter(layer -> !layer.getValue().flushed())
                .map(Map.Entry::getKey)
                .toList();
        if (waiting.isEmpty()) {
            return;
        }
        try (var fd = Fd.open(directory, OpenFlags.DIRECTORY, 0)) {
            fd.syncFileSystem();
        }
        records.transaction(() -> {
            for (var chain : waiting) {
                putFlushed(chain);
            }
        });
    }

    private void putFlushed(ChainId chain) throws IOException {
        var old = layers.get(chain);
        if (old != null) {
            var layer = new StoredLayer(old.parent(), old.diffId(), old.bytes(), old.inodes(), true, old.boot());
            records.put(KIND, chain.toString(), Json.LAYER.toJsonBytes(layer), Durability.FLUSHED);
            layers.replace(chain, layer);
        }
    }
}
