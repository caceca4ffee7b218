package dev.conex.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The terminal the client runs on, if any; its modes are changed by `stty`.
final class Terminal {
    /// Rows and columns of characters.
    record Size(int rows, int columns) {
        static final Size UNKNOWN = new Size(0, 0);
    }

    private final boolean input;
    private final boolean output;
    private final boolean error;

    Terminal(boolean input, boolean output, boolean error) {
        this.input = input;
        this.output = output;
        this.error = error;
    }

    static Terminal observe() {
        return new Terminal(isTerminal(0), isTerminal(1), isTerminal(2));
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = new File("/proc/self/fd/" + descriptor)
                    .toPath()
                    .toRealPath()
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException _) {
            return false;
        }
    }

    boolean input() {
        return input;
    }

    boolean output() {
        return output;
    }

    boolean error() {
        return error;
    }

    Size size() {
        try {
            String[] words = stty("size").split(" ", -1);
            return words.length == 2 ? new Size(Integer.parseInt(words[0]), Integer.parseInt(words[1])) : Size.UNKNOWN;
        } catch (IOException | NumberFormatException _) {
            return Size.UNKNOWN;
        }
    }

    /// Sends every key at once and echoes none, until closed.
    Raw raw() throws IOException {
        if (!input) {
            return () -> {};
        }
        String before = stty("-g");
        stty("raw", "-echo");
        return () -> stty(before);
    }

    /// Gives the terminal its modes back.
    interface Raw extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    private static String stty(String... words) throws IOException {
        String[] command = new String[words.length + 1];
        command[0] = "stty";
        System.arraycopy(words, 0, command, 1, words.length);
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(new File("/dev/null"))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return output.strip();
    }
}
