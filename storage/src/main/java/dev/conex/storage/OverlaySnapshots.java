package dev.conex.storage;

import dev.conex.linux.Dir;
import dev.conex.linux.Fd;
import dev.conex.linux.Mount;
import dev.conex.linux.MountFlag;
import dev.conex.linux.Mounts;
import dev.conex.oci.BlobSink;
import dev.conex.oci.ChainId;
import dev.conex.oci.Codecs;
import dev.conex.oci.Digest;
import dev.conex.oci.DigestingStream;
import dev.conex.oci.MalformedContent;
import dev.conex.oci.MediaType;
import dev.conex.oci.TarReader;
import dev.conex.oci.TarWriter;
import dev.conex.storage.stored.StoredLayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Snapshots as overlayfs directories. Mounts are detached: the host's mount table never shows one.
final class OverlaySnapshots implements Snapshots {
    private final Path unpacking;
    private final LayerStore layers;
    private final Writables writables;
    private final Trash trash;
    private final Codecs codecs;
    private final Map<ChainId, CompletableFuture<ChainId>> inFlight = new ConcurrentHashMap<>();

    private OverlaySnapshots(Path unpacking, LayerStore layers, Writables writables, Trash trash, Codecs codecs) {
        this.unpacking = unpacking;
        this.layers = layers;
        this.writables = writables;
        this.trash = trash;
        this.codecs = codecs;
    }

    static OverlaySnapshots open(Path root, LayerStore layers, Trash trash, Codecs codecs) throws IOException {
        var unpacking = root.resolve("unpacking");
        trash.take(unpacking);
        Disk.makeDirectory(unpacking);
        return new OverlaySnapshots(unpacking, layers, Writables.open(root, trash), trash, codecs);
    }

    @Override
    public ChainId unpack(@Nullable ChainId parent, Digest diffId, InputStream tar) throws IOException {
        var chain = ChainId.of(parent, diffId);
        while (true) {
            var mine = new CompletableFuture<ChainId>();
            var other = inFlight.putIfAbsent(chain, mine);
            if (other == null) {
                return unpackAlone(parent, diffId, tar, mine);
            }
            if (isDone(other)) {
                return chain;
            } // else the other's stream broke, not ours
        }
    }

    private ChainId unpackAlone(
            @Nullable ChainId parent, Digest diffId, InputStream tar, CompletableFuture<ChainId> mine)
            throws IOException {
        var chain = ChainId.of(parent, diffId);
        try {
            if (!has(chain)) {
                unpackNew(parent, diffId, tar);
            }
            mine.complete(chain);
            return chain;
        } finally {
            inFlight.remove(chain, mine);
            mine.completeExceptionally(new IOException("unpack layer %s: failed".formatted(chain)));
        }
    }

    /// Waits for the one who is at it.
    ///
    /// @return whether it succeeded
    private static boolean isDone(CompletableFuture<ChainId> layer) throws IOException {
        try {
            layer.get();
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("unpack layer: interrupted", e);
        }
    }

    private void unpackNew(@Nullable ChainId parent, Digest diffId, InputStream tar) throws IOException {
        var temporary = Disk.temporary(unpacking);
        Writables.makeRoot(temporary);
        try {
            var usage = unpackTo(temporary, parent, diffId, tar);
            var layer = new StoredLayer(parent, diffId, usage.bytes(), usage.inodes(), false, layers.boot());
            layers.commit(temporary, ChainId.of(parent, diffId), layer);
        } catch (IOException | RuntimeException e) {
            trash.take(temporary);
            throw e;
        }
    }

    private Usage unpackTo(Path directory, @Nullable ChainId parent, Digest diffId, InputStream tar)
            throws IOException {
        var verified = new DigestingStream(tar);
        try (var root = Dir.open(directory);
                var below = new Below(parent == null ? null : () -> viewOnceThere(parent));
                var unpack = new LayerUnpack(root, below)) {
            var usage = unpack.unpack(new TarReader(verified));
            verified.drain();
            var got = verified.digest();
            if (!got.equals(diffId)) {
                throw new MalformedContent("layer: its content has the diff id %s, expected %s".formatted(got, diffId));
            }
            return usage;
        }
    }

    /// A layer that names things of the layers below needs them; they have been begun before it.
    private Mount viewOnceThere(ChainId parent) throws IOException {
        var running = inFlight.get(parent);
        if ((running != null && !isDone(running)) || !has(parent)) {
            throw new IOException("layer %s: not unpacked here, but the layer above needs it".formatted(parent));
        }
        return view(layers.stack(parent));
    }

    @Override
    public boolean has(ChainId chain) {
        return layers.has(chain);
    }

    @Override
    public Writable prepare(String key, List<ChainId> chain) throws IOException {
        return writables.make(new Writable(key, chain));
    }

    @Override
    public Optional<Writable> open(String key) throws IOException {
        return writables.find(key);
    }

    @Override
    public Mount mount(Writable writable, MountOptions options) throws IOException {
        var lowers = new Lowers(writable.chain());
        try (lowers;
                var upper = writables.openUpper(writable.key());
                var work = writables.openWork(writable.key())) {
            var mount = Mounts.overlay(lowers.open(), upper, work, options.isVolatile());
            if (options.readOnly()) {
                mount.set(EnumSet.of(MountFlag.READ_ONLY), false);
            }
            return mount;
        }
    }

    @Override
    public Mount view(List<ChainId> chain) throws IOException {
        try (var lowers = new Lowers(chain)) {
            return Mounts.overlayView(lowers.open());
        }
    }

    /// The directories below a mount, the topmost first; an empty one when there is none, since overlay wants one.
    private final class Lowers implements AutoCloseable {
        private final List<ChainId> chain;
        private final List<Fd> open = new ArrayList<>();

        Lowers(List<ChainId> chain) {
            this.chain = chain;
        }

        List<Fd> open() throws IOException {
            for (var layer : chain.reversed()) {
                open.add(layers.open(layer));
            }
            if (chain.isEmpty()) {
                open.add(writables.openEmpty());
            }
            return List.copyOf(open);
        }

        @Override
        public void close() {
            open.forEach(Fd::close);
        }
    }

    @Override
    public Layer commit(Writable writable, BlobSink sink) throws IOException {
        try (var upper = Dir.own(writables.openUpper(writable.key()));
                var ingest = sink.ingestUnknown(MediaType.OCI_LAYER_GZIP)) {
            var packed = codecs.gzip().compress(new IngestStream(ingest));
            var hashing = new HashingStream(packed);
            try (hashing) {
                LayerPack.pack(upper, new TarWriter(hashing));
            }
            var diffId = hashing.digest();
            var parent = writable.chain().isEmpty() ? null : writable.chain().getLast();
            return new Layer(ingest.commit(), diffId, ChainId.of(parent, diffId), hashing.count());
        }
    }

    @Override
    public Layer commitMoving(Writable writable, BlobSink sink) throws IOException {
        var layer = commit(writable, sink);
        if (!has(layer.chain())) {
            var usage = usage(writable);
            var parent = writable.chain().isEmpty() ? null : writable.chain().getLast();
            var stored = new StoredLayer(parent, layer.diffId(), usage.bytes(), usage.inodes(), false, layers.boot());
            layers.commit(writables.upper(writable.key()), layer.chain(), stored);
        }
        remove(writable.key());
        return layer;
    }

    @Override
    public List<Change> changes(Writable writable) throws IOException {
        var chain = writable.chain();
        try (var upper = Dir.own(writables.openUpper(writable.key()));
                var below = new Below(chain.isEmpty() ? null : () -> view(chain))) {
            return ChangeList.of(upper, below);
        }
    }

    @Override
    public Usage usage(Writable writable) throws IOException {
        try (var upper = Dir.own(writables.openUpper(writable.key()))) {
            return UsageWalk.of(upper);
        }
    }

    @Override
    public void remove(String key) throws IOException {
        writables.remove(key);
    }

    @Override
    public Set<String> keys() throws IOException {
        return writables.keys();
    }
}
