package dev.conex.runtime;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The files of a log: `container.log`, and `container.log.N` for those before it, N counting up.
final class LogFiles {
    static final String CURRENT = "container.log";

    private LogFiles() {}

    /// The rotated files by number.
    static NavigableMap<Long, Path> rotated(Path directory) throws IOException {
        NavigableMap<Long, Path> found = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, CURRENT + ".*")) {
            for (Path file : files) {
                number(file).ifPresent(n -> found.put(n, file));
            }
        } catch (NoSuchFileException e) {
            return found;
        }
        return found;
    }

    private static Optional<Long> number(Path file) {
        String digits = String.valueOf(file.getFileName()).substring(CURRENT.length() + 1);
        return digits.matches("\\d{1,18}") ? Optional.of(Long.parseLong(digits)) : Optional.empty();
    }

    private static List<Path> all(Path directory) throws IOException {
        List<Path> files = new ArrayList<>(rotated(directory).values());
        files.add(directory.resolve(CURRENT));
        return files;
    }

    static long bytes(Path directory) throws IOException {
        long sum = 0;
        for (Path file : all(directory)) {
            try {
                sum += Files.size(file);
            } catch (NoSuchFileException e) {
                // rotated away meanwhile
            }
        }
        return sum;
    }

    static void delete(Path directory) throws IOException {
        for (Path file : all(directory)) {
            Files.deleteIfExists(file);
        }
    }
}
