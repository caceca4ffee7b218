package dev.conex.storage;

import dev.conex.linux.Dir;
import dev.conex.linux.Fd;
import dev.conex.linux.OpenFlags;
import dev.conex.oci.ChainId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Upper and work directories by key, each with the list of the layers below it: `<key>/upper`, `<key>/work`,
/// `<key>/chain`.
final class Writables {
    private static final String ROOT_MODE = "rwxr-xr-x";
    private static final String END = "end";
    private static final byte[] INCOMPATIBLE = "work/incompat".getBytes(StandardCharsets.US_ASCII);

    private final Path directory;
    private final Path making;
    private final Path empty;
    private final Trash trash;

    private Writables(Path root, Trash trash) {
        this.directory = root.resolve("writable");
        this.making = root.resolve("preparing");
        this.empty = root.resolve("empty");
        this.trash = trash;
    }

    static Writables open(Path root, Trash trash) throws IOException {
        var writables = new Writables(root, trash);
        Disk.makeDirectory(writables.directory);
        trash.take(writables.making);
        Disk.makeDirectory(writables.making);
        if (!Files.exists(writables.empty)) {
            makeRoot(writables.empty);
        }
        return writables;
    }

    /// A directory that a container may see as its root.
    static void makeRoot(Path path) throws IOException {
        Files.createDirectory(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(ROOT_MODE));
    }

    /// Made aside and renamed, so that there is a whole one or none.
    Writable make(Writable writable) throws IOException {
        var target = directory.resolve(writable.key());
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException("snapshot \"%s\" exists".formatted(writable.key()));
        }
        var aside = Disk.temporary(making);
        Files.createDirectory(aside);
        makeRoot(aside.resolve("upper"));
        Files.createDirectory(aside.resolve("work"));
        Files.writeString(aside.resolve("chain"), written(writable.chain()));
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        return writable;
    }

    Optional<Writable> find(String key) throws IOException {
        try {
            var text = Files.readString(place(key).resolve("chain"));
            return Optional.of(new Writable(key, chain(key, text)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Each layer on its line, and a last line that tells a whole list from one that a power cut has shortened.
    private static String written(List<ChainId> chain) {
        return chain.stream().map(layer -> layer + "\n").collect(Collectors.joining("", "", END + "\n"));
    }

    private static List<ChainId> chain(String key, String text) throws IOException {
        var lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getLast().equals(END)) {
            throw new IOException("snapshot \"%s\": its list of layers is damaged".formatted(key));
        }
        return lines.subList(0, lines.size() - 1).stream().map(ChainId::parse).toList();
    }

    /// Any key that is a valid one; others are nowhere.
    private Path place(String key) {
        return directory.resolve(new Writable(key, List.of()).key());
    }

    Path upper(String key) {
        return place(key).resolve("upper");
    }

    Fd openUpper(String key) throws IOException {
        return Fd.open(upper(key), OpenFlags.DIRECTORY, 0);
    }

    /// The kernel refuses an upper whose volatile mount was cut off, until the mark that it left is gone.
    Fd openWork(String key) throws IOException {
        var work = Dir.open(place(key).resolve("work"));
        work.removeTree(INCOMPATIBLE);
        return work.fd();
    }

    Fd openEmpty() throws IOException {
        return Fd.open(empty, OpenFlags.PATH | OpenFlags.DIRECTORY, 0);
    }

    void remove(String key) throws IOException {
        trash.take(place(key));
    }

    Set<String> keys() throws IOException {
        try (var all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
