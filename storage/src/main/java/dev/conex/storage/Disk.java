package dev.conex.storage;

import dev.conex.linux.Dir;
import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Fd;
import dev.conex.linux.OpenFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// Directories and files below the data root, whose names are all ours.
final class Disk {
    static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private Disk() {}

    /// Makes a directory that only its owner can enter, or makes one so that is there.
    static void makeDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
        }
    }

    /// A name in `directory` that nobody has.
    static Path temporary(Path directory) {
        return directory.resolve(
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
    }

    static byte[] name(Path path) {
        return path.getFileName().toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Removes a tree with whatever foreign names are in it; nothing happens when there is none.
    static void deleteTree(Path tree) throws ErrnoException {
        try (var parent = Dir.open(parent(tree))) {
            parent.removeTree(name(tree));
        } catch (ErrnoException e) {
            if (!e.is(Errno.ENOENT)) {
                throw e;
            }
        }
    }

    static void flushDirectory(Path directory) throws ErrnoException {
        try (var fd = Fd.open(directory, OpenFlags.DIRECTORY, 0)) {
            fd.sync();
        }
    }

    static Path parent(Path path) {
        var parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("%s has no parent".formatted(path));
        }
        return parent;
    }
}
