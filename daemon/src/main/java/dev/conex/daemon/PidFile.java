package dev.conex.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The file that says which process serves; gone when it is closed. One of a process that still lives is an error.
final class PidFile implements AutoCloseable {
    private final Path path;

    private PidFile(Path path) {
        this.path = path;
    }

    static PidFile write(Path path) throws IOException, ConfigError {
        long own = ProcessHandle.current().pid();
        var other = running(path);
        if (other > 0 && other != own) {
            throw new ConfigError(
                    "failed to start daemon, ensure conexd is not running or delete %s: process with PID %d is still running"
                            .formatted(path, other));
        }
        var parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(path, own + "\n");
        return new PidFile(path);
    }

    /// The process that the file names, if it lives; 0 if not.
    private static long running(Path path) throws IOException {
        try {
            var text = Files.readString(path).strip();
            long pid = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
            return pid > 0 && lives(pid) ? pid : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /// A process that has ended and that nobody asked for its exit code yet (state Z, proc(5)) doesn't live.
    private static boolean lives(long pid) throws IOException {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            int name = stat.lastIndexOf(')');
            return name < 0 || !stat.startsWith(" Z", name + 1);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
