package dev.conex.storage;

import dev.conex.linux.Dir;
import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.storage.stored.StoredVolume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Volumes as directories `<name>/_data` with a record each; the directory is made first and the record last.
final class DiskVolumes implements Volumes {
    private static final Kind KIND = Kind.of("volume");
    private static final String DATA = "_data";
    private static final byte[] COPYING = "copying".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COPIED = "copied".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HERE = {'.'};
    private static final int RANDOM_BYTES = 32;
    private static final int LOCKS = 64;

    private final Path directory;
    private final Records records;
    private final Trash trash;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Object[] locks = new Object[LOCKS];

    DiskVolumes(Path directory, Records records, Trash trash, InstantSource clock) throws IOException {
        this.directory = directory;
        this.records = records;
        this.trash = trash;
        this.clock = clock;
        Arrays.setAll(locks, _ -> new Object());
        Disk.makeDirectory(directory);
        recover();
    }

    /// Directories without a record are volumes that were half made or half removed.
    private void recover() throws IOException {
        var known = records.all(KIND).keySet();
        try (var found = Files.list(directory)) {
            for (var tree : found.filter(t -> !known.contains(t.getFileName().toString()))
                    .toList()) {
                trash.take(tree);
            }
        }
    }

    @Override
    public Volume create(VolumeSpec spec) throws IOException {
        if (!spec.driver().equals(VolumeSpec.LOCAL)) {
            throw new IllegalArgumentException("volume driver \"%s\" is not known".formatted(spec.driver()));
        }
        var wanted = spec.name();
        var name = wanted == null ? randomName() : wanted;
        synchronized (lock(name)) {
            var there = find(name);
            return there.isPresent() ? there.get() : make(name, spec);
        }
    }

    /// What changes one volume waits for nothing that is done to another.
    private Object lock(String name) {
        return locks[Math.floorMod(name.hashCode(), locks.length)];
    }

    private Volume make(String name, VolumeSpec spec) throws IOException {
        var stored =
                new StoredVolume(spec.driver(), spec.labels(), spec.options(), clock.instant(), spec.name() == null);
        makeDirectories(name);
        records.put(KIND, name, Json.VOLUME.toJsonBytes(stored), Durability.FLUSHED);
        return volume(name, stored);
    }

    private void makeDirectories(String name) throws IOException {
        var place = directory.resolve(name);
        trash.take(place);
        Disk.makeDirectory(place);
        Writables.makeRoot(place.resolve(DATA));
        Disk.flushDirectory(place);
        Disk.flushDirectory(directory);
    }

    private String randomName() {
        var bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private Volume volume(String name, StoredVolume stored) {
        return new Volume(
                name,
                stored.driver(),
                directory.resolve(name).resolve(DATA),
                stored.labels(),
                stored.options(),
                stored.created(),
                stored.anonymous());
    }

    @Override
    public Optional<Volume> find(String name) throws IOException {
        return name.isEmpty()
                ? Optional.empty()
                : records.find(KIND, name).map(json -> volume(name, Json.VOLUME.fromJson(json)));
    }

    @Override
    public List<Volume> list() throws IOException {
        var all = new ArrayList<Volume>();
        records.all(KIND).forEach((name, json) -> all.add(volume(name, Json.VOLUME.fromJson(json))));
        return all;
    }

    @Override
    public void remove(String name) throws IOException {
        synchronized (lock(name)) {
            if (find(name).isPresent()) {
                records.delete(KIND, name);
                trash.take(directory.resolve(name));
            }
        }
    }

    @Override
    public Usage usage(String name) throws IOException {
        try (var data = Dir.open(directory.resolve(new VolumeName(name).text()).resolve(DATA))) {
            return UsageWalk.of(data);
        }
    }

    /// Keeps names from outside from being paths.
    private record VolumeName(String text) {
        VolumeName {
            var _ = VolumeSpec.named(text);
        }
    }

    /// First a whole copy aside, then its entries are moved in one by one. A copy that is whole but not moved is
    /// moved on.
    @Override
    public void copyUp(Volume volume, Dir imageRoot, byte[] path) throws IOException {
        synchronized (lock(volume.name())) {
            copyUpAlone(volume, imageRoot, path);
        }
    }

    private void copyUpAlone(Volume volume, Dir imageRoot, byte[] path) throws IOException {
        var place = directory.resolve(new VolumeName(volume.name()).text());
        try (var home = Dir.open(place);
                var data = home.directory(DATA.getBytes(StandardCharsets.US_ASCII))) {
            if (home.find(COPIED).isPresent()) {
                moveIn(home, data);
                return;
            }
            home.removeTree(COPYING);
            var source = data.names().isEmpty() ? directory(imageRoot, path) : null;
            if (source == null) {
                return;
            }
            try (source) {
                home.mkdir(COPYING, 0700);
                copyAside(source, home);
            }
            home.rename(COPYING, home, COPIED);
            moveIn(home, data);
        }
    }

    private static @Nullable Dir directory(Dir root, byte[] path) throws IOException {
        try {
            return root.directory(path);
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
                return null;
            }
            throw e;
        }
    }

    private static void copyAside(Dir source, Dir home) throws IOException {
        try (var copy = home.directory(COPYING);
                var from = source.node(HERE);
                var to = copy.node(HERE)) {
            TreeCopy.copy(source, copy);
            TreeCopy.sameDirectory(from, to);
        }
    }

    private static void moveIn(Dir home, Dir data) throws IOException {
        try (var copied = home.directory(COPIED);
                var from = copied.node(HERE);
                var to = data.node(HERE)) {
            var modified = from.stat().modified();
            for (var name : copied.names()) {
                copied.rename(name, data, name);
            }
            TreeCopy.sameDirectory(from, to);
            to.touch(modified);
        }
        home.removeTree(COPIED);
    }
}
