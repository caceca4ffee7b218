package dev.conex.blackbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs a program to its end and keeps what it printed.
final class Shell {
    private static final long SECONDS_MAX = 120;

    /// What came of it.
    record Outcome(int code, String output) {
        String lastLine() {
            String text = output.strip();
            return text.substring(text.lastIndexOf('\n') + 1);
        }
    }

    private final Map<String, String> environment;

    Shell(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    Outcome run(String... words) throws IOException, InterruptedException {
        Process process = start(List.of(words));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("not done after " + SECONDS_MAX + " s: " + String.join(" ", words));
        }
        return new Outcome(process.exitValue(), output);
    }

    Process start(List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// The output of a program that must succeed.
    String must(String... words) throws IOException, InterruptedException {
        Outcome outcome = run(words);
        if (outcome.code() != 0) {
            throw new IOException(String.join(" ", words) + ": exit " + outcome.code() + ": " + outcome.output());
        }
        return outcome.output().strip();
    }
}
