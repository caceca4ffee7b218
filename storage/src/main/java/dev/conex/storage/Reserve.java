package dev.conex.storage;

import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Extents;
import dev.conex.linux.Fd;
import dev.conex.linux.FsSpace;
import dev.conex.linux.OpenFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that holds room on the disk only to be given up when it is full, so that removing always works.
final class Reserve {
    static final long BYTES = 8L << 20;
    /// A disk with less room than this is not taken from.
    private static final long KEPT_FREE_BYTES = 4 * BYTES;

    private final Path file;

    Reserve(Path file) {
        this.file = file;
    }

    /// Makes the file when it is missing and the disk has room again.
    synchronized void refill() {
        if (Files.exists(file)) {
            return;
        }
        try (var fd = Fd.open(file, OpenFlags.CREATE | OpenFlags.WRITE_ONLY, 0600)) {
            if (FsSpace.of(fd).available() < KEPT_FREE_BYTES) {
                Files.delete(file);
            } else {
                Extents.allocate(fd, 0, BYTES);
            }
        } catch (IOException e) {
            // no room, or a file system without fallocate: there is no reserve then, which is not worth failing for
            giveUp();
        }
    }

    /// Before a start on a full disk.
    void giveUpWhenFull() throws IOException {
        try (var fd = Fd.open(Disk.parent(file), OpenFlags.DIRECTORY, 0)) {
            if (FsSpace.of(fd).available() < BYTES) {
                giveUp();
            }
        }
    }

    /// @return whether there was something to give
    synchronized boolean giveUp() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether an error means that the disk is full.
    static boolean isFull(Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            var text = String.valueOf(e.getMessage());
            if ((e instanceof ErrnoException errno && errno.is(Errno.ENOSPC))
                    || text.contains("No space left on device")
                    || text.contains("SQLITE_FULL")) {
                return true;
            }
        }
        return false;
    }
}
