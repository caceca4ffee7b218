package dev.conex.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleLogTest {
    @Test
    void aLineHasTimeLevelPlaceAndText() {
        var logger = new ConsoleLog().getLogger("dev.conex.http.HttpServer", ConsoleLogTest.class.getModule());
        var before = System.err;
        var written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            logger.log(Level.INFO, "up {0} {x}");
            logger.log(Level.WARNING, "two\nlines");
            logger.log(Level.DEBUG, "not said");
            logger.log(Level.ERROR, "{0} failed", "it");
        } finally {
            System.setErr(before);
        }
        var lines = written.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches("20.*Z info HttpServer: up \\{0} \\{x}");
        assertThat(lines.get(1)).endsWith(" warn HttpServer: two lines");
        assertThat(lines.get(2)).endsWith(" error HttpServer: it failed");
    }
}
