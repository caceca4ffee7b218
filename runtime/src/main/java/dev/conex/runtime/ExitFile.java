package dev.conex.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// What a shim wrote down when its child had ended: wait status, whether memory ran out, time, and how the launch
/// failed.
///
/// @param failure present when the program never ran
record ExitFile(Exit exit, Optional<Report.Failed> failure) {
    private static final int FIELDS = 7;
    private static final long NANOS = 1_000_000_000L;

    static Optional<ExitFile> read(Path directory, String name) throws IOException {
        String text;
        try {
            text = Files.readString(directory.resolve(name));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        String[] fields = text.strip().split(" ");
        if (fields.length != FIELDS) {
            throw new IOException(
                    "exit file %s: %d fields instead of %d".formatted(directory.resolve(name), fields.length, FIELDS));
        }
        Exit exit = Exit.of(Integer.parseInt(fields[0]), fields[1].equals("1"), instant(fields[2]));
        return Optional.of(new ExitFile(exit, failure(fields)));
    }

    private static Optional<Report.Failed> failure(String[] fields) {
        if (!fields[3].equals("1")) {
            return Optional.empty();
        }
        return Optional.of(new Report.Failed(
                Integer.parseInt(fields[4]), Integer.parseInt(fields[5]), Integer.parseInt(fields[6])));
    }

    /// When the program began to run, as the shim wrote it down.
    static Optional<Instant> started(Path directory, String name) throws IOException {
        try {
            return Optional.of(instant(
                    Files.readString(directory.resolve(name + ".started")).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static void delete(Path directory, String name) throws IOException {
        for (String suffix : new String[] {"", ".started", ".part", ".started.part"}) {
            Files.deleteIfExists(directory.resolve(name + suffix));
        }
    }

    private static Instant instant(String nanos) {
        long n = Long.parseLong(nanos);
        return Instant.ofEpochSecond(n / NANOS, n % NANOS);
    }
}
