package dev.conex.cli;

import dev.conex.http.Answer;
import dev.conex.http.Call;
import dev.conex.http.HttpClient;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Starts conexd when nobody answers on the default socket and the user is root; says so.
record DaemonStart(PrintStream err) {
    private static final long WAIT_MILLIS_MAX = 15_000;
    private static final Path LOG = Path.of("/var/log/conexd.log");

    /// @return whether a daemon answers now
    boolean startFor(HostAddress host) throws IOException {
        String home = System.getProperty("conex.home", "");
        Path program = Path.of(home, "bin", "conexd");
        if (!host.isDefault() || home.isEmpty() || !Files.isExecutable(program) || !isRoot()) {
            return false;
        }
        err.println("conex: no daemon on " + host.text() + ": starting conexd (its log: " + LOG + ")");
        new ProcessBuilder("setsid", program.toString())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                .start();
        return answersSoon(host);
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid && uid == 0;
    }

    private static boolean answersSoon(HostAddress host) throws IOException {
        long deadline = System.nanoTime() + WAIT_MILLIS_MAX * 1_000_000;
        while (System.nanoTime() < deadline) {
            try (HttpClient client = HttpClient.to(host.dial());
                    Answer answer = client.call(Call.of("GET", "/_ping"))) {
                if (answer.status() == 200) {
                    return true;
                }
            } catch (IOException _) {
                // not listening yet
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }
}
