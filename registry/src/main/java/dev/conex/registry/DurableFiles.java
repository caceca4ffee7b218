package dev.conex.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/// Files that are there whole or not at all, also after a crash.
final class DurableFiles {
    private final Path scratch;
    private final AtomicLong number = new AtomicLong();

    private DurableFiles(Path scratch) {
        this.scratch = scratch;
    }

    /// @param scratch a directory of the same file system; whatever an earlier process left there is removed
    static DurableFiles in(Path scratch) throws IOException {
        Files.createDirectories(scratch);
        try (var left = Files.newDirectoryStream(scratch)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        return new DurableFiles(scratch);
    }

    /// A name for a new file aside.
    Path aside() {
        return scratch.resolve(ProcessHandle.current().pid() + "-" + number.incrementAndGet());
    }

    void write(Path target, String text) throws IOException {
        Path aside = aside();
        try (var channel = FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        publish(aside, target);
    }

    /// Gives a flushed file its name, and flushes the name.
    static void publish(Path flushed, Path target) throws IOException {
        Path directory = parentOf(target);
        makeDirectories(directory);
        Files.move(flushed, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        flushDirectory(directory);
    }

    /// @return false when there was none
    static boolean delete(Path file) throws IOException {
        boolean existed = Files.deleteIfExists(file);
        if (existed) {
            flushDirectory(parentOf(file));
        }
        return existed;
    }

    private static void makeDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path above = parentOf(directory);
        makeDirectories(above);
        Files.createDirectories(directory);
        flushDirectory(above);
    }

    private static void flushDirectory(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path parentOf(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IOException("no directory above \"" + file + "\"");
        }
        return parent;
    }
}
