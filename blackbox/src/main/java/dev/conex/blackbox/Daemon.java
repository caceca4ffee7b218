package dev.conex.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A conexd of these tests: killed, told to end, started again.
final class Daemon {
    private static final long END_MILLIS_MAX = 60_000;

    private final Path home;
    private final List<String> start;
    private final Shell shell = new Shell(Map.of());

    /// @param start the words of a command that starts it on `home` and returns when it answers; it takes further flags
    Daemon(Path home, List<String> start) {
        this.home = home;
        this.start = List.copyOf(start);
    }

    /// Starts it.
    ///
    /// @return how long that took, in milliseconds
    long start(String... flags) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(start);
        words.addAll(List.of(flags));
        long begun = System.nanoTime();
        shell.must(words.toArray(String[]::new));
        return (System.nanoTime() - begun) / 1_000_000;
    }

    void kill() throws IOException, InterruptedException {
        end("-9");
    }

    /// Ends it in good order.
    void stop() throws IOException, InterruptedException {
        end("-TERM");
    }

    private void end(String signal) throws IOException, InterruptedException {
        String pid = Files.readString(home.resolve("pid")).strip();
        shell.must("kill", signal, pid);
        long begun = System.nanoTime();
        while (Files.isDirectory(Path.of("/proc", pid))) {
            if (System.nanoTime() - begun > END_MILLIS_MAX * 1_000_000) {
                throw new IOException("conexd " + pid + " does not end after signal " + signal);
            }
            Thread.sleep(5);
        }
    }
}
