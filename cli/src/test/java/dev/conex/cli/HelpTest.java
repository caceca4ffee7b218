package dev.conex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.conex.testkit.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelpTest {
    /// What a command line prints, then its exit code.
    private static String said(String... words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            int code = Main.run(List.of(words), InputStream.nullInputStream(), out, out);
            out.print("=> " + code + "\n");
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void helpReadsWell() throws IOException {
        Golden.check("help.txt", said("--help"));
        Golden.check("help-run.txt", said("run", "--help"));
        Golden.check("help-network.txt", said("network"));
        Golden.check("help-ps.txt", said("help", "ps"));
    }

    @Test
    void errorsAreDockersWithTheirExitCodes() throws IOException {
        Golden.check("unknown-command.txt", said("nosuch"));
        Golden.check("unknown-flag.txt", said("run", "--nosuch", "x"));
        Golden.check("too-few.txt", said("run"));
        Golden.check("bad-port.txt", said("run", "-p", "x:y", "busybox"));
    }

    @Test
    void everyCommandHasHelp() {
        for (Command command : Commands.ALL) {
            String[] words = (command.path() + " --help").split(" ", -1);
            assertThat(said(words))
                    .as(command.path())
                    .startsWith("Usage:  conex ")
                    .endsWith("=> 0\n")
                    .contains(command.text());
        }
    }
}
