package dev.conex.storage;

import dev.conex.oci.Codecs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything below one directory of one file system. Nobody but its owner can enter it, so that no file of an
/// image can be reached by its path on the host (a set-user-id program, say).
final class DiskStorage implements Storage {
    private final FileChannel lock;
    private final Trash trash;
    private final SqliteRecords records;
    private final DiskContent content;
    private final LayerStore layers;
    private final OverlaySnapshots snapshots;
    private final DiskVolumes volumes;
    private final Names names;
    private final Leases leases = new Leases();

    private DiskStorage(Path root, Codecs codecs, FileChannel lock, SqliteRecords records, Trash trash)
            throws IOException {
        this.lock = lock;
        this.records = records;
        this.trash = trash;
        this.content = DiskContent.open(root.resolve("content"));
        this.layers = LayerStore.open(root.resolve("layers"), records, trash);
        this.snapshots = OverlaySnapshots.open(root, layers, trash, codecs);
        this.volumes = new DiskVolumes(root.resolve("volumes"), records, trash, InstantSource.system());
        this.names = new RecordedNames(records, layers, InstantSource.system());
    }

    static DiskStorage open(Path root, Codecs codecs) throws IOException {
        Files.createDirectories(root);
        Disk.makeDirectory(root);
        var lock = lock(root);
        try {
            return openLocked(root, codecs, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static DiskStorage openLocked(Path root, Codecs codecs, FileChannel lock) throws IOException {
        var reserve = new Reserve(root.resolve("reserve"));
        reserve.giveUpWhenFull();
        var records = SqliteRecords.open(root.resolve("records.db"), reserve);
        try {
            return openWith(root, codecs, lock, records, Trash.open(root.resolve("trash"), reserve));
        } catch (IOException | RuntimeException e) {
            records.close();
            throw e;
        }
    }

    private static DiskStorage openWith(Path root, Codecs codecs, FileChannel lock, SqliteRecords records, Trash trash)
            throws IOException {
        try {
            var storage = new DiskStorage(root, codecs, lock, records, trash);
            trash.start();
            return storage;
        } catch (IOException | RuntimeException e) {
            trash.close();
            throw e;
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        var channel = FileChannel.open(
                root.resolve("lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), Disk.OWNER_FILE);
        if (!isLocked(channel)) {
            channel.close();
            throw new IOException("data root \"%s\": in use by another process".formatted(root));
        }
        return channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            @Nullable Object lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public Content content() {
        return content;
    }

    @Override
    public Snapshots snapshots() {
        return snapshots;
    }

    @Override
    public Layers layers() {
        return layers;
    }

    @Override
    public Volumes volumes() {
        return volumes;
    }

    @Override
    public Records records() {
        return records;
    }

    @Override
    public Names names() {
        return names;
    }

    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public Sweep sweep() {
        return new MarkAndSweep(this);
    }

    @Override
    public void close() {
        trash.close();
        records.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("close the lock of the data root", e);
        }
    }
}
