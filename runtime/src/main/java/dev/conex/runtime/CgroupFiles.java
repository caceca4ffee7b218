package dev.conex.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reading and writing of cgroup files; absent ones read as nothing.
final class CgroupFiles {
    private static final int REMOVE_TRIES = 200;
    private static final int REMOVE_PAUSE_MILLIS = 10;

    private CgroupFiles() {}

    static void write(Path directory, String file, String text) throws IOException {
        try {
            Files.write(directory.resolve(file), text.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(
                    "write \"%s\" to %s: %s".formatted(text.strip(), directory.resolve(file), reason(e)), e);
        }
    }

    /// For what a kernel may lack, or somebody else may be removing: a file that is open already answers ENODEV then.
    static boolean writeIfThere(Path directory, String file, String text) throws IOException {
        if (!Files.exists(directory.resolve(file))) {
            return false;
        }
        try {
            write(directory, file, text);
            return true;
        } catch (IOException e) {
            if (Files.exists(directory)) {
                throw e;
            }
            return false;
        }
    }

    static String read(Path directory, String file) throws IOException {
        try {
            return Files.readString(directory.resolve(file), StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            if (Files.exists(directory)) {
                throw e;
            }
            return "";
        }
    }

    /// A file with one number; `max` and absence give `otherwise`.
    static long number(Path directory, String file, long otherwise) throws IOException {
        String text = read(directory, file).strip();
        if (text.isEmpty() || text.equals("max")) {
            return otherwise;
        }
        return text.length() > 18 ? Long.MAX_VALUE : Long.parseLong(text);
    }

    /// A file of lines `key number`.
    static Map<String, Long> table(Path directory, String file) throws IOException {
        Map<String, Long> found = new HashMap<>();
        for (String line : read(directory, file).split("\n")) {
            int space = line.indexOf(' ');
            if (space > 0 && line.indexOf(' ', space + 1) < 0) {
                String value = line.substring(space + 1);
                found.put(line.substring(0, space), value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value));
            }
        }
        return found;
    }

    static List<Integer> pids(Path directory) throws IOException {
        return read(directory, "cgroup.procs")
                .lines()
                .map(Integer::valueOf)
                .filter(n -> n > 0)
                .sorted()
                .toList();
    }

    /// Removes a cgroup with those below it, waiting a little for processes that are still dying.
    /// Names of the cgroups directly below; none if there is no such cgroup.
    static List<String> below(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> below = Files.newDirectoryStream(directory, Files::isDirectory)) {
            below.forEach(child -> names.add(String.valueOf(child.getFileName())));
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return names;
    }

    static void remove(Path directory) throws IOException {
        for (int i = 0; ; i++) {
            try {
                removeOnce(directory);
                return;
            } catch (IOException e) {
                if (i == REMOVE_TRIES) {
                    throw new IOException("remove cgroup %s: %s".formatted(directory, reason(e)), e);
                }
                pause();
            }
        }
    }

    private static void removeOnce(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (DirectoryStream<Path> below = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path child : below) {
                removeOnce(child);
            }
        } catch (NoSuchFileException e) {
            return;
        }
        Files.deleteIfExists(directory);
    }

    static void pause() throws IOException {
        try {
            Thread.sleep(REMOVE_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a cgroup", e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.FileSystemException f && f.getReason() != null
                ? f.getReason()
                : String.valueOf(e.getMessage());
    }
}
